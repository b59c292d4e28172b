package phosphene.network.read.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static phosphene.network.read.keras.KerasModels.input;
import static phosphene.network.read.keras.KerasModels.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.Architecture;
import phosphene.network.Node;
import phosphene.network.read.keras.KerasModels.Form;
import phosphene.network.read.keras.KerasModels.Part;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/**
 * What of a Keras model cannot be run is refused by its name; what does not fit, the whole file.
 */
class KerasRefusalsTest {
  private static final Part IMAGE = input(8, 8, 3);
  private static final String CONV = "'filters': 4, 'kernel_size': [3, 3]";
  private static final Part FIRST = conv("", "first", "image", 3);

  @TempDir Path folder;

  private static Part conv(String more, String name, String from, int channels) {
    return plain("Conv2D", more.isEmpty() ? CONV : CONV + ", " + more, name, from)
        .with("kernel", 3, 3, channels, 4)
        .with("bias", 4);
  }

  private static Part plain(String type, String config, String name, String from) {
    return part(type, name, config, from);
  }

  private static Arguments odd(String type, String config, String reason) {
    return arguments(plain(type, config, "odd", "first"), reason);
  }

  private static Arguments oddConv(String config, String reason) {
    return arguments(conv(config, "odd", "first", 4), reason);
  }

  /** Layers that cannot be run; the convolution before them can. */
  static Stream<Arguments> unsupported() {
    return Stream.of(
        odd("Lambda", "'function': ['4wEA', null, null]", "it is a Lambda, which is not supported"),
        odd("LSTM", "'units': 3", "it is a LSTM, which is not supported"),
        odd("MultiHeadAttention", "", "it is a MultiHeadAttention, which is not supported"),
        odd("Custom>Swirl", "", "it is a Custom>Swirl, which is not supported"),
        oddConv("'padding': 'causal'", "it has padding causal (supported: valid, same)"),
        oddConv("'activation': 'swirl'", "it has activation swirl, which is not supported"),
        oddConv(
            "'activation': {'class_name': 'Custom>f', 'config': {}}",
            "it has activation {\"class_name\":\"Custom>f\",\"config\":{}}, which"),
        oddConv("'lora_rank': 4", "it has lora_rank 4, which is not supported"),
        oddConv("'dtype': 'int8_from_float32'", "it has dtype int8_from_float32 (must be of"),
        oddConv("'data_format': 'channels_first'", "it is a Conv2D of [6, 6, 4] (must read"),
        odd("Conv2D", "'filters': 0, 'kernel_size': [3, 3]", "it has filters 0 (must be a whole"),
        odd("Conv2D", "'filters': 4, 'kernel_size': [3]", "it has kernel_size [3] (must be two"),
        odd("Conv2D", "'filters': 4, 'kernel_size': 'x'", "it has kernel_size \"x\" (must be"),
        odd("BatchNormalization", "'axis': 1", "it has axis 1 of [6, 6, 4] (supported: the axis"),
        odd("BatchNormalization", "'axis': 7", "it has axis 7 (must be one of the axes of [6, 6"),
        odd("BatchNormalization", "'renorm': true", "it has renorm true, which is not supported"),
        odd("LayerNormalization", "'axis': [1, 2]", "it has axis [1,2] (supported: the axis of"),
        odd("LayerNormalization", "'rms_scaling': true", "it has rms_scaling true, which"),
        odd("Dense", "'units': -1", "it has units -1 (must be a whole number, at least 1)"),
        odd("ReLU", "'max_value': 6, 'threshold': 1", "it has negative_slope 0.0, threshold 1.0"),
        odd("Softmax", "'axis': 1", "it is a softmax over another axis of [6, 6, 4] than"),
        odd("UpSampling2D", "'interpolation': 'lanczos3'", "it has interpolation lanczos3 (supp"),
        odd("Resizing", "'height': 3, 'width': 3, 'crop_to_aspect_ratio': true", "it has crop_to"),
        odd("Reshape", "'target_shape': [5, 5, 5]", "it has target_shape [5, 5, 5] for an input"),
        odd("Reshape", "'target_shape': [2, 3, 6, 4]", "it makes [2, 3, 6, 4] of [6, 6, 4], which"),
        odd("Permute", "'dims': [1, 1, 2]", "it has dims [1, 1, 2] (must be the axes of"),
        odd("ZeroPadding2D", "'padding': -1", "it has padding -1 (must be of whole numbers, at"),
        odd("TFOpLambda", "'function': 'math.erf'", "it calls TensorFlow's math.erf, which is"));
  }

  @ParameterizedTest
  @MethodSource
  void unsupported(Part odd, String reason) throws IOException {
    for (Form form : Form.values()) {
      Path file =
          KerasModels.write(folder, form, List.of(IMAGE, FIRST, odd, conv("", "last", "odd", 4)));

      Architecture architecture = Networks.importModel(file).architecture();

      assertThat(architecture.nodes()).extracting(Node::name).containsExactly("first");
      assertThat(architecture.absent().get("odd")).startsWith(reason);
      assertThat(architecture.absent().get("last")).startsWith("it needs odd: " + reason);
    }
  }

  /** What Keras 3 writes of a layer, asked for or not. */
  static Stream<Arguments> written() {
    String same = "'axis': -1, 'epsilon': 0.001, 'center': true, 'scale': true, ";
    String fill = "'fill_mode': 'constant', 'fill_value': 0.0, ";
    String ratio = "'crop_to_aspect_ratio': false, 'pad_to_aspect_ratio': false, ";
    return Stream.of(
        arguments(
            conv(
                "'groups': 1, 'dilation_rate': [1, 1], 'activation': 'linear', 'use_bias': true,"
                    + " 'quantization_config': null, 'kernel_regularizer': null",
                "own",
                "first",
                4)),
        arguments(
            plain(
                    "BatchNormalization",
                    same + "'momentum': 0.9, 'synchronized': false",
                    "own",
                    "first")
                .with("gamma", 4)
                .with("beta", 4)
                .with("moving_mean", 4)
                .with("moving_variance", 4)),
        arguments(
            plain("LayerNormalization", same + "'rms_scaling': false", "own", "first")
                .with("gamma", 4)
                .with("beta", 4)),
        arguments(
            plain(
                "Resizing",
                "'height': 3, 'width': 3, 'interpolation': 'bilinear', "
                    + ratio
                    + fill
                    + "'antialias': false, 'data_format': 'channels_last'",
                "own",
                "first")));
  }

  @ParameterizedTest
  @MethodSource
  void written(Part own) throws IOException {
    String policy =
        ", 'trainable': true, 'autocast': true, 'dtype': {'module': 'keras', 'class_name':"
            + " 'DTypePolicy', 'config': {'name': 'float32'}, 'registered_name': null}";
    Part whole =
        new Part(
            own.type(), own.name(), own.config() + policy, own.calls(), own.arrays(), own.inner());

    // what becomes one with the convolution is absent as well: "its value is that of ..."
    assertThat(architecture(List.of(IMAGE, FIRST, whole)).absent().values())
        .noneMatch(reason -> reason.startsWith("it "));
  }

  @Test
  void whatLiesBeforeAHeadThatIsRefusedIsNoClassifier() throws IOException {
    Part pool = plain("GlobalAveragePooling2D", "", "pool", "first");
    Part dense = plain("Dense", "'units': 5", "dense", "pool").with("kernel", 4, 5).with("bias", 5);
    List<Part> body = List.of(IMAGE, FIRST, pool, dense);
    List<Part> whole = new ArrayList<>(body);
    whole.add(plain("Lambda", "", "odd", "dense"));

    assertThat(architecture(body).logits()).contains("dense");
    assertThat(architecture(whole).nodes()).extracting(Node::name).endsWith("dense");
    assertThat(architecture(whole).logits()).isEmpty();
  }

  private Architecture architecture(List<Part> parts) throws IOException {
    return Networks.importModel(KerasModels.write(folder, Form.THIRD, parts)).architecture();
  }

  private static Arguments whole(String reason, Part... parts) {
    return arguments(reason, List.of(parts));
  }

  /** Files that are refused as a whole. */
  static Stream<Arguments> refused() {
    Part flat = plain("Flatten", "", "flat", "first");
    return Stream.of(
        whole(
            "layer first: its kernel has shape [3, 3, 1, 4], expected [3, 3, 3, 4]",
            IMAGE,
            plain("Conv2D", CONV, "first", "image").with("kernel", 3, 3, 1, 4).with("bias", 4)),
        whole(
            "layer first: its bias has shape [3], expected [4]",
            IMAGE,
            plain("Conv2D", CONV, "first", "image").with("kernel", 3, 3, 3, 4).with("bias", 3)),
        whole(
            "layer first: has ",
            IMAGE,
            plain("Conv2D", CONV, "first", "image").with("kernel", 3, 3, 3, 4)),
        whole("layer first: has ", IMAGE, conv("'use_bias': false", "first", "image", 3)),
        whole(
            "layer first: its kernel has shape [3, 3, 3, 3], expected [3, 3, 1, 3]",
            IMAGE,
            plain("Conv2D", "'filters': 3, 'kernel_size': 3, 'groups': 3", "first", "image")
                .with("kernel", 3, 3, 3, 3)
                .with("bias", 3)),
        whole(
            "layer first: Invalid groups: 3 (must divide the 4 filters)",
            IMAGE,
            conv("'groups': 3", "first", "image", 3)),
        whole(
            "layer dense: its kernel has shape [5, 144], expected [144, 5]",
            IMAGE,
            FIRST,
            flat,
            plain("Dense", "'units': 5", "dense", "flat").with("kernel", 5, 144).with("bias", 5)),
        whole(
            "layer pool: Invalid shape: 4x-2x-2",
            IMAGE,
            FIRST,
            plain("MaxPooling2D", "'pool_size': [9, 9], 'strides': [1, 1]", "pool", "first")),
        whole(
            "layer sum: its inputs have shapes [8, 8, 3] and [6, 6, 4]",
            IMAGE,
            FIRST,
            part("Add", "sum", "", "image", "first")),
        whole(
            "layer image has input shape [null,8,8,4] (must be [batch, rows, columns, 3]: red,",
            input(8, 8, 4),
            conv("", "first", "image", 4)),
        whole("layer image has input shape [null,48] (must be [batch,", input(48), FIRST),
        whole(
            "layer image has dtype uint8 (must be of floating-point numbers)",
            new Part(
                "InputLayer",
                "image",
                "'batch_shape': [null, 8, 8, 3], 'dtype': 'uint8'",
                List.of(),
                Map.of(),
                List.of()),
            FIRST),
        whole(
            "layer a reads b, which is not there, or reads it in turn",
            IMAGE,
            part("Add", "a", "", "image", "b"),
            part("Add", "b", "", "image", "a")),
        whole(
            "layer a reads a, which is not there, or reads it in turn",
            IMAGE,
            plain("ReLU", "", "a", "a")),
        whole("its configuration has two layers named first", IMAGE, FIRST, FIRST),
        whole(
            "it has no layer that can be run: it is a Lambda, which is not supported",
            IMAGE,
            plain("Lambda", "", "odd", "image")));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String reason, List<Part> parts) throws IOException {
    for (Form form : Form.values()) {
      Path file = KerasModels.write(folder, form, parts);

      assertThatThrownBy(() -> Networks.importModel(file))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("Cannot import " + file + ": " + reason);
    }
  }

  @Test
  void modelsOfTwoInputsAreRefused() throws IOException {
    List<Part> parts =
        List.of(IMAGE, input("mask", 8, 8, 3), part("Add", "sum", "", "image", "mask"));
    Path file = folder.resolve("model.keras");
    String model = KerasModels.model(Form.ARCHIVE, "m", parts);
    String inputs = model.replace("[[\"image\", 0, 0]]", "[[\"image\", 0, 0], [\"mask\", 0, 0]]");
    Path whole = KerasModels.write(folder, Form.ARCHIVE, List.of(IMAGE, FIRST));
    KerasModels.archive(file, inputs, Files.readAllBytes(whole.resolveSibling("model.weights.h5")));

    assertThatThrownBy(() -> Networks.importModel(file))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot import " + file + ": it has 2 inputs (one is supported): layers image, mask");
  }

  @Test
  void modelsWithinModelsCannotMultiply() throws IOException {
    List<Part> layers = List.of(input("x", 8, 8, 3), plain("ReLU", "", "r", "x"));
    for (int depth = 0; depth < 12; depth++) {
      Part inner = part("Functional", "m" + depth, "", "x").of(layers.toArray(Part[]::new));
      List<Part> outer = new ArrayList<>(List.of(input("x", 8, 8, 3), inner));
      for (int i = 0; i < 3; i++) {
        Part last = outer.remove(outer.size() - 1);
        outer.add(last.again("m" + depth + "@" + i));
      }
      layers = outer;
    }
    Path file = KerasModels.write(folder, Form.THIRD, layers);

    assertThatThrownBy(() -> Networks.importModel(file))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot import " + file + ": its layers are applied more than 5000 times");
  }
}
