package phosphene.network.read.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static phosphene.network.PlainForward.named;
import static phosphene.network.read.keras.KerasModels.input;
import static phosphene.network.read.keras.KerasModels.part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainForward.Tensor;
import phosphene.network.Shape;
import phosphene.network.read.keras.KerasModels.Form;
import phosphene.network.read.keras.KerasModels.Part;
import phosphene.network.zoo.Networks;

/**
 * Models of a few layers in every form of file: each gives what PyTorch makes of the same numbers,
 * in double precision, by what Keras documents of its layers.
 */
class KerasLayersTest {
  private static final Part IMAGE = input(7, 6, 3);
  private static final String SAME = "'padding': 'same'";

  @TempDir Path folder;

  private static Part conv(String name, int filters, String from) {
    return part("Conv2D", name, "'filters': " + filters + ", 'kernel_size': [3, 3]", from)
        .with("kernel", 3, 3, 3, filters)
        .with("bias", filters);
  }

  private static Part conv(
      String name, int filters, int rows, int columns, String more, String from) {
    String size = "'filters': " + filters + ", 'kernel_size': [" + rows + ", " + columns + "]";
    return part("Conv2D", name, more.isEmpty() ? size : size + ", " + more, from);
  }

  private static Part dense(String name, int inputs, int units, String more, String from) {
    return part("Dense", name, "'units': " + units + more, from)
        .with("kernel", inputs, units)
        .with("bias", units);
  }

  private static Part norm(Part part, int channels) {
    return part.with("gamma", channels).with("beta", channels);
  }

  private static Part batch(String more, int channels, String from) {
    return norm(part("BatchNormalization", "b", more, from), channels)
        .with("moving_mean", channels)
        .with("moving_variance", channels);
  }

  private static Arguments model(String name, List<Part> layers, double... expected) {
    List<Part> parts = Stream.concat(Stream.of(IMAGE), layers.stream()).toList();
    return arguments(name, parts, expected);
  }

  /** Expected are the first value, the last, the mean, and the mean of values times cosines. */
  static Stream<Arguments> likePyTorch() {
    return Stream.of(convolutions(), norms(), moves(), joins(), ends()).flatMap(each -> each);
  }

  private static Stream<Arguments> convolutions() {
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

  private static Stream<Arguments> norms() {
    Part point = conv("c", 4, 1, 1, "", "image").with("kernel", 1, 1, 3, 4).with("bias", 4);
    return Stream.of(
        model(
            "groupNormalization",
            List.of(
                point,
                norm(part("GroupNormalization", "g", "'groups': 2, 'epsilon': 0.01", "c"), 4)),
            -0.592694975,
            0.372546008,
            0.173835785,
            -0.0137462957),
        model(
            "instanceNormalization",
            List.of(
                point,
                part("GroupNormalization", "g", "'groups': -1, 'axis': 3, 'center': false", "c")
                    .with("gamma", 4)),
            -0.454371253,
            0.591266098,
            0,
            -0.0217087999),
        model(
            "layerNormalizationOfAll",
            List.of(
                part("LayerNormalization", "n", "'axis': [1, 2, 3]", "image")
                    .with("gamma", 7, 6, 3)
                    .with("beta", 7, 6, 3)),
            0.305199768,
            0.0617446695,
            -0.256042073,
            0.000649395655),
        model(
            "unitNormalization",
            List.of(part("UnitNormalization", "n", "'axis': [-1]", "image")),
            0.37942738,
            0.0990690307,
            -0.0582911306,
            0.000744723915),
        model(
            "flattenedNormalization",
            List.of(
                part("Flatten", "f", "", "image"),
                batch("'axis': -1", 126, "f"),
                dense("d", 126, 4, ", 'activation': 'softmax'", "b")),
            0.0789411407,
            0.481825346,
            0.25,
            -0.110712857),
        model(
            "normalizedVector",
            List.of(
                conv("c", 4, "image"),
                part("GlobalAveragePooling2D", "p", "", "c"),
                part("Dropout", "o", "'rate': 0.5", "p"),
                part("BatchNormalization", "b", "'scale': false, 'epsilon': 0.01", "o")
                    .with("beta", 4)
                    .with("moving_mean", 4)
                    .with("moving_variance", 4),
                dense("d", 4, 2, ", 'activation': 'sigmoid'", "b")),
            0.561092593,
            0.507720827,
            0.53440671,
            0.417707663),
        model(
            "layerScale",
            List.of(
                conv("c", 3, "image"),
                part("LayerScale", "s", "'init_values': 1e-06, 'projection_dim': 3", "c")
                    .with("gamma", 3)),
            -0.23441833,
            0.00239652585,
            -0.105869256,
            -0.00340382966),
        model(
            "scalingsWithin",
            List.of(
                conv("c", 3, 2, 2, "", "image").with("kernel", 2, 2, 3, 3).with("bias", 3),
                part("Normalization", "n", "'axis': [-1], 'mean': null, 'variance': null", "c")
                    .with("mean", 3)
                    .with("variance", 3)
                    .with("count"),
                part("Rescaling", "r", "'scale': [2.0, -0.5, 0.25], 'offset': -0.5", "n"),
                conv("e", 2, 3, 3, SAME, "r").with("kernel", 3, 3, 3, 2).with("bias", 2)),
            1.37337737,
            -0.608029131,
            0.508880971,
            0.0648386906));
  }

  private static Stream<Arguments> moves() {
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

  private static Stream<Arguments> joins() {
    Part a = conv("a", 3, 3, 3, SAME, "image").with("kernel", 3, 3, 3, 3).with("bias", 3);
    Part b = conv("b", 3, 3, 3, SAME, "image").with("kernel", 3, 3, 3, 3).with("bias", 3);
    Part c = conv("c", 3, 3, 3, SAME, "image").with("kernel", 3, 3, 3, 3).with("bias", 3);
    Part inner =
        part("Functional", "inner", "", "image")
            .of(
                KerasModels.input("x", 7, 6, 3),
                conv("a", 4, 3, 3, "'activation': 'relu', " + SAME, "x")
                    .with("kernel", 3, 3, 3, 4)
                    .with("bias", 4),
                conv("b", 3, 1, 1, "", "a").with("kernel", 1, 1, 4, 3).with("bias", 3));
    return Stream.of(
        model(
            "merges",
            List.of(
                a,
                b,
                c,
                part("Average", "mean", "", "a", "b", "c"),
                part("Subtract", "less", "", "b", "c"),
                part("Maximum", "more", "", "mean", "less"),
                part("Multiply", "times", "", "a", "c"),
                part("Minimum", "least", "", "more", "times")),
            -0.112670741,
            -0.343723529,
            -0.233064853,
            -0.000730281537),
        model(
            "rowsJoined",
            List.of(
                conv("a", 2, 2, 2, "", "image").with("kernel", 2, 2, 3, 2).with("bias", 2),
                conv("b", 2, 3, 2, "", "image").with("kernel", 3, 2, 3, 2).with("bias", 2),
                part("Concatenate", "j", "'axis': 1", "a", "b")),
            0.157181839,
            -0.494875397,
            -0.28505841,
            0.00927910736),
        model(
            "broadcastAndChannels",
            List.of(
                conv("c", 4, "image"),
                part("GlobalMaxPooling2D", "g", "'keepdims': true", "c"),
                part("Add", "more", "", "c", "g"),
                part("Subtract", "less", "", "c", "g"),
                part("Concatenate", "j", "'axis': -1", "more", "less")),
            -0.927462089,
            -0.0261150896,
            -0.0627400061,
            -0.0127890657),
        model(
            "sharedLayer",
            List.of(
                conv("c", 3, 3, 3, "'activation': 'tanh', " + SAME, "image")
                    .with("kernel", 3, 3, 3, 3)
                    .with("bias", 3)
                    .again("c"),
                part("Add", "sum", "", "c", "c@1")),
            -0.22450533,
            -0.483340804,
            -0.378398564,
            -0.00169101092),
        model(
            "sharedModel",
            List.of(
                inner.again("inner"),
                part("Activation", "end", "'activation': 'linear'", "inner@1")),
            -0.439802206,
            -0.425865253,
            -0.453977228,
            -0.00182313478));
  }

  private static Stream<Arguments> ends() {
    return Stream.of(
        model(
            "preluOfPositions",
            List.of(part("PReLU", "p", "'shared_axes': null", "image").with("alpha", 7, 6, 3)),
            0.272048503,
            0.0552460514,
            0.188278819,
            0.000382297087),
        model(
            "preluOfColumns",
            List.of(part("PReLU", "p", "'shared_axes': [1]", "image").with("alpha", 1, 6, 3)),
            0.272048503,
            0.0552460514,
            0.193600632,
            2.90887547e-05),
        model(
            "denseOfMap",
            List.of(
                dense("d", 3, 5, ", 'activation': 'gelu'", "image"),
                part("Softmax", "s", "'axis': -1", "d")),
            0.15146788,
            0.186092945,
            0.2,
            0.00089331033),
        model(
            "rectifiers",
            List.of(
                part("ReLU", "r", "'threshold': 0.2, 'max_value': null", "image"),
                conv("c", 3, 1, 1, "", "r").with("kernel", 1, 1, 3, 3).with("bias", 3),
                part("ELU", "u", "'alpha': 0.7", "c"),
                conv("e", 3, 1, 1, "", "u").with("kernel", 1, 1, 3, 3).with("bias", 3),
                part("LeakyReLU", "l", "'negative_slope': 0.15", "e")),
            0.217477623,
            0.34825665,
            0.30220933,
            0.00100947602),
        model(
            "activationObjects",
            List.of(
                conv(
                        "c",
                        4,
                        3,
                        3,
                        "'activation': {'class_name': 'LeakyReLU', 'config': {'name': 'l', 'alpha':"
                            + " 0.2}}",
                        "image")
                    .with("kernel", 3, 3, 3, 4)
                    .with("bias", 4),
                conv(
                        "e",
                        4,
                        1,
                        1,
                        "'activation': {'module': 'builtins', 'class_name': 'function', 'config':"
                            + " 'relu6', 'registered_name': 'function'}",
                        "c")
                    .with("kernel", 1, 1, 4, 4)
                    .with("bias", 4)),
            0.407857687,
            0,
            0.283621522,
            0.00319471824));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void likePyTorch(String name, List<Part> parts, double[] expected) throws IOException {
    for (Form form : Form.values()) {
      assertGives(form, parts, expected);
    }
  }

  @Test
  void hardSigmoidIsThatOfTheVersionThatWroteTheFile() throws IOException {
    List<Part> parts =
        List.of(
            IMAGE,
            part("GlobalAveragePooling2D", "p", "", "image"),
            part("Reshape", "r", "'target_shape': [1, 1, 3]", "p"),
            conv("c", 3, 1, 1, "'activation': 'hard_sigmoid'", "r")
                .with("kernel", 1, 1, 3, 3)
                .with("bias", 3),
            part("Multiply", "m", "", "image", "c"));

    assertGives(Form.SECOND, parts, 0.110502751, 0.0286016108, 0.000245378709, 0.000300278652);
    double[] third = {0.114756334, 0.0284385132, 0.000242571391, 0.000285781911};
    assertGives(Form.THIRD, parts, third);
    assertGives(Form.ARCHIVE, parts, third);
  }

  /** As MobileNetV3 of keras.applications has it. */
  @Test
  void hardSwishOfOperatorsIsRead() throws IOException {
    double[] expected = {-0.26340146, 0.00502942792, -0.089263463, 0.00135158843};
    for (Form form : Form.values()) {
      boolean second = form == Form.SECOND;
      String add = second ? "'function': '__operators__.add'" : "";
      String multiply = second ? "'function': 'math.multiply'" : "";
      List<Part> parts =
          List.of(
              IMAGE,
              conv("c", 3, 3, 3, SAME, "image").with("kernel", 3, 3, 3, 3).with("bias", 3),
              part(second ? "TFOpLambda" : "Add", "plus", add, "c", "=3.0"),
              part("ReLU", "six", "'max_value': 6.0", "plus"),
              part(second ? "TFOpLambda" : "Multiply", "sixth", multiply, "six", "=0.16666666667"),
              part("Multiply", "end", "", "c", "sixth"));
      assertGives(form, parts, expected);
    }
  }

  private void assertGives(Form form, List<Part> parts, double... expected) throws IOException {
    Network network = Networks.importModel(KerasModels.write(folder, form, parts));

    Architecture architecture = network.architecture();
    List<Node> nodes =
        architecture.nodes().stream().filter(node -> !node.name().equals("probabilities")).toList();
    Tensor last =
        named(
            new PlainForward(network).run(image(architecture.input(), parts)),
            nodes.get(nodes.size() - 1).name());
    double[] values = channelsLast(last);
    double mean = Arrays.stream(values).average().orElseThrow();
    double cosines = 0;
    for (int i = 0; i < values.length; i++) {
      cosines += values[i] * Math.cos(i) / values.length;
    }
    double[] found = {values[0], values[values.length - 1], mean, cosines};
    assertThat(found).as(form + ": " + nodes).containsExactly(expected, within(1e-6));
  }

  /** The wave that the input is, channels where the model has them. */
  private static Tensor image(Shape shape, List<Part> parts) {
    float[] wave = KerasModels.wave("input", "image", shape.size());
    boolean first = parts.get(0).config().contains("null, 3, 7, 6");
    Tensor image = new Tensor(shape);
    for (int i = 0; i < wave.length; i++) {
      int place = first ? i : i % shape.channels() * shape.area() + i / shape.channels();
      image.values()[place] = wave[i];
    }
    return image;
  }

  private static double[] channelsLast(Tensor tensor) {
    Shape shape = tensor.shape();
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i % shape.channels() * shape.area() + i / shape.channels()];
    }
    return values;
  }
}
