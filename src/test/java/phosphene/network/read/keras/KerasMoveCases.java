package phosphene.network.read.keras;

import static org.junit.jupiter.params.provider.Arguments.arguments;
import static phosphene.network.read.keras.KerasModels.input;
import static phosphene.network.read.keras.KerasModels.part;
import static phosphene.network.read.keras.KerasParts.SAME;
import static phosphene.network.read.keras.KerasParts.batch;
import static phosphene.network.read.keras.KerasParts.conv;
import static phosphene.network.read.keras.KerasParts.dense;
import static phosphene.network.read.keras.KerasParts.model;
import static phosphene.network.read.keras.KerasParts.norm;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Layers that move values. Expected are the first value of the output, the last, the mean, and the
 * mean of values times cosines, of PyTorch in double precision.
 */
final class KerasMoveCases {
  private KerasMoveCases() {}

  static Stream<Arguments> moves() {
    return Stream.of(
        model(
            "upsamplingBilinear",
            List.of(
                part("UpSampling2D", "u", "'size': [2, 3], 'interpolation': 'bilinear'", "image")),
            0.272048503,
            0.0552460514,
            0.0004570696,
            0.000182826555),
        model(
            "resizingBilinear",
            List.of(part("Resizing", "u", "'height': 5, 'width': 9", "image")),
            0.274838787,
            0.0518980868,
            0.000457048958,
            -0.00374704456),
        model(
            "resizingNearest",
            List.of(
                part(
                    "Resizing",
                    "u",
                    "'height': 4, 'width': 11, 'interpolation': 'nearest', 'crop_to_aspect_ratio':"
                        + " false",
                    "image")),
            0.272048503,
            0.0552460514,
            0.0253240879,
            -5.72469582e-05),
        model(
            "bordersAndPools",
            List.of(
                part("ZeroPadding2D", "z", "'padding': [[1, 2], [0, 3]]", "image"),
                part("Cropping2D", "k", "'cropping': [[2, 1], [1, 0]]", "z"),
                part("MaxPooling2D", "m", "'pool_size': [3, 2], 'strides': [2, 2], " + SAME, "k"),
                part(
                    "AveragePooling2D",
                    "a",
                    "'pool_size': [2, 3], 'strides': [1, 2], " + SAME,
                    "m")),
            0.173732738,
            0.0276230257,
            0.0811920981,
            0.0420666128),
        model(
            "permuted",
            List.of(
                part("Permute", "p", "'dims': [3, 1, 2]", "image"),
                part("Flatten", "f", "'data_format': 'channels_last'", "p"),
                dense("d", 126, 4, "", "f")),
            -0.231887233,
            0.19201367,
            -0.0287878889,
            -0.1266972),
        model(
            "reshaped",
            List.of(
                part("Flatten", "f", "", "image"),
                dense("d", 126, 24, "", "f"),
                part("Reshape", "r", "'target_shape': [2, -1, 4]", "d"),
                conv("c", 2, 2, 2, SAME, "r").with("kernel", 2, 2, 4, 2).with("bias", 2)),
            -0.743501078,
            -0.136180919,
            -0.371705123,
            -0.0170101037),
        model(
            "tokens",
            List.of(
                part("Reshape", "r", "'target_shape': [42, 3]", "image"),
                dense("d", 3, 4, "", "r"),
                norm(part("LayerNormalization", "n", "'axis': -1", "d"), 4),
                part("Flatten", "f", "", "n"),
                dense("e", 168, 3, "", "f")),
            0.22372992,
            -1.11518652,
            -0.491409405,
            0.124312806),
        arguments(
            "channelsFirst",
            List.of(
                input(3, 7, 6),
                conv("c", 4, 3, 3, "'strides': [2, 2], " + FIRST + ", " + SAME, "image")
                    .with("kernel", 3, 3, 3, 4)
                    .with("bias", 4),
                batch("'axis': 1", 4, "c"),
                part("ReLU", "r", "'max_value': null", "b"),
                part("MaxPooling2D", "m", "'pool_size': [2, 2], " + FIRST, "r"),
                part("Flatten", "f", FIRST, "m"),
                dense("d", 8, 4, "", "f")),
            new double[] {-0.194446949, 0.685130622, 0.354263381, -0.245373514}));
  }

  private static final String FIRST = "'data_format': 'channels_first'";
}
