package phosphene.network.read.keras;

import static phosphene.network.read.keras.KerasModels.part;
import static phosphene.network.read.keras.KerasParts.SAME;
import static phosphene.network.read.keras.KerasParts.conv;
import static phosphene.network.read.keras.KerasParts.model;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import phosphene.network.read.keras.KerasModels.Part;

/**
 * Convolutions. Expected are the first value of the output, the last, the mean, and the mean of
 * values times cosines, of PyTorch in double precision.
 */
final class KerasConvolutionCases {
  private KerasConvolutionCases() {}

  static Stream<Arguments> convolutions() {
    return Stream.of(
        model(
            "evenKernelAndStrides",
            List.of(
                conv("c", 4, 4, 2, "'strides': [2, 3], 'activation': 'selu', " + SAME, "image")
                    .with("kernel", 4, 2, 3, 4)
                    .with("bias", 4)),
            -0.671921594,
            0.281336473,
            -0.184399824,
            0.00151186402),
        model(
            "groupsAndDilation",
            List.of(
                conv(
                        "c",
                        6,
                        3,
                        2,
                        "'groups': 3, 'dilation_rate': [2, 1], 'use_bias': false, 'activation':"
                            + " 'softsign'",
                        "image")
                    .with("kernel", 3, 2, 1, 6)),
            0.0124099161,
            -0.0154386942,
            0.000662789179,
            -4.20877879e-06),
        model(
            "depthwise",
            List.of(
                part(
                        "DepthwiseConv2D",
                        "c",
                        "'kernel_size': [3, 3], 'strides': [2, 2], 'depth_multiplier': 2,"
                            + " 'activation': 'mish'",
                        "image")
                    .with("depthwise_kernel", 3, 3, 3, 2)
                    .with("bias", 6)),
            -0.308794352,
            0.764673917,
            0.287418337,
            -0.190762091),
        model(
            "separable",
            List.of(
                part(
                        "SeparableConv2D",
                        "c",
                        "'filters': 3, 'kernel_size': [2, 3], 'strides': [2, 2],"
                            + " 'depth_multiplier': 2, 'activation': 'exponential', "
                            + SAME,
                        "image")
                    .with("depthwise_kernel", 2, 3, 3, 2)
                    .with("pointwise_kernel", 1, 1, 6, 3)
                    .with("bias", 3)),
            0.526426299,
            1.15609174,
            0.811879567,
            -0.0215222496),
        model(
            "transposedWithGaps",
            List.of(transposed("'kernel_size': [2, 2], 'strides': [3, 3]", 2, 2)),
            -0.764753313,
            -0.248958498,
            -0.359313155,
            -0.00122203721),
        model(
            "transposedSame",
            List.of(transposed("'kernel_size': [5, 4], 'strides': [2, 2], " + SAME, 5, 4)),
            0.0526245322,
            -0.255622101,
            -0.359627468,
            0.000934023015),
        model(
            "transposedOutputPadding",
            List.of(
                transposed(
                    "'kernel_size': [3, 3], 'strides': [2, 2], 'output_padding': [0, 1], " + SAME,
                    3,
                    3)),
            -0.750086889,
            0.0728893907,
            -0.338955461,
            -0.000533604025));
  }

  private static Part transposed(String config, int rows, int columns) {
    return part("Conv2DTranspose", "c", "'filters': 2, " + config, "image")
        .with("kernel", rows, columns, 2, 3)
        .with("bias", 2);
  }
}
