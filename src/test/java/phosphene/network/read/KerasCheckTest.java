package phosphene.network.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.Network;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;

/** What of a Keras model would be left out or copied into another shape is refused. */
class KerasCheckTest {
  private static final String SAME = "\"padding\": \"same\", \"strides\": [1, 1]";
  // Deeplearning4j asks for what Keras always writes.
  private static final String TRAINING =
      ", \"kernel_initializer\": {\"class_name\": \"Zeros\", \"config\": {}}, \"bias_initializer\":"
          + " {\"class_name\": \"Zeros\", \"config\": {}}, \"kernel_regularizer\": null,"
          + " \"bias_regularizer\": null, \"kernel_constraint\": null, \"bias_constraint\": null";
  private static final String CONV =
      "\"filters\": 4, \"kernel_size\": [3, 3], \"activation\": \"relu\", " + SAME + TRAINING;
  private static final String NORM =
      Stream.of("gamma", "beta", "moving_mean", "moving_variance")
          .map(
              array ->
                  ", \""
                      + array
                      + "_initializer\": {\"class_name\": \"Zeros\", \"config\": {}}, \""
                      + array
                      + "_regularizer\": null, \""
                      + array
                      + "_constraint\": null")
          .collect(Collectors.joining());
  private static final String DENSE = "\"units\": 5, \"activation\": \"softmax\"" + TRAINING;

  @TempDir Path folder;

  /** A layer with its arrays. */
  private record Part(String type, String name, String config, Map<String, int[]> arrays) {
    Part with(String argument) {
      return new Part(type, name, config + ", " + argument, arrays);
    }

    Part with(Map<String, int[]> others) {
      return new Part(type, name, config, others);
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"class_name\": \"%s\", \"config\": {\"name\": \"%s\", %s}}",
          type,
          name,
          config);
    }
  }

  private static Part input(String shape) {
    return new Part("InputLayer", "image", "\"batch_input_shape\": " + shape, Map.of());
  }

  private static Part conv() {
    return new Part("Conv2D", "conv", CONV, arrays("kernel", "3 3 3 4", "bias", "4"));
  }

  private static Part dense() {
    return new Part("Dense", "dense", DENSE, arrays("kernel", "256 5", "bias", "5"));
  }

  private static Part plain(String type, String name, String config) {
    return new Part(type, name, config.isEmpty() ? "\"trainable\": true" : config, Map.of());
  }

  private static Part norm(String axis) {
    return new Part(
        "BatchNormalization",
        "norm",
        "\"axis\": " + axis + ", \"epsilon\": 0.001, \"momentum\": 0.99" + NORM,
        arrays("gamma", "4", "beta", "4", "moving_mean", "4", "moving_variance", "4"));
  }

  private static Map<String, int[]> arrays(String... namesAndShapes) {
    Map<String, int[]> arrays = new TreeMap<>();
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      arrays.put(
          namesAndShapes[i],
          Stream.of(namesAndShapes[i + 1].split(" ", -1)).mapToInt(Integer::parseInt).toArray());
    }
    return arrays;
  }

  private static final Part INPUT = input("[null, 8, 8, 3]");

  static Stream<Arguments> refused() {
    Part flat = plain("Flatten", "flat", "");
    return Stream.of(
        // arguments of convolutions
        arguments(List.of(INPUT, conv().with("\"groups\": 2")), "layer conv has groups 2 "),
        arguments(
            List.of(INPUT, conv().with("\"dilation_rate\": [2, 1]")),
            "layer conv has dilation_rate [2,1] "),
        arguments(
            List.of(INPUT, conv().with("\"padding\": \"causal\"")),
            "layer conv has padding causal "),
        arguments(
            List.of(INPUT, conv().with("\"data_format\": \"channels_first\"")),
            "layer conv has data_format channels_first "),
        arguments(
            List.of(INPUT, conv().with("\"activation\": \"elu\"")),
            "layer conv has activation elu "),
        arguments(
            List.of(INPUT, conv().with("\"activation\": {\"class_name\": \"ReLU\"}")),
            "layer conv has activation {\"class_name\":\"ReLU\"} "),
        arguments(List.of(INPUT, conv().with("\"lora_rank\": 4")), "layer conv has lora_rank 4"),
        // inputs
        arguments(
            List.of(input("[null, 8, 8, 1]"), conv()), "layer image has input shape [null,8,8,1] "),
        arguments(
            List.of(input("[null, 8, 8, 4]"), conv()), "layer image has input shape [null,8,8,4] "),
        arguments(
            List.of(input("[null, 3, 8, 8]"), conv()), "layer image has input shape [null,3,8,8] "),
        arguments(List.of(input("[null, 48]"), dense()), "layer image has input shape [null,48] "),
        arguments(
            List.of(INPUT.with("\"dtype\": \"uint8\""), conv()), "layer image has dtype uint8 "),
        // arrays
        arguments(
            List.of(INPUT, conv().with(arrays("kernel", "4 3 3 3", "bias", "4"))),
            "layer conv: its kernel has shape 4x3x3x3, expected 3x3x3x4"),
        arguments(
            List.of(INPUT, conv().with(arrays("kernel", "3 3 1 4", "bias", "4"))),
            "layer conv: its kernel has shape 3x3x1x4, expected 3x3x3x4"),
        arguments(
            List.of(INPUT, conv().with(arrays("kernel", "3 3 3 4", "bias", "3"))),
            "layer conv: its bias has shape 3, expected 4"),
        arguments(
            List.of(INPUT, conv().with(arrays("kernel", "3 3 3 4"))),
            "layer conv has arrays [kernel], expected [bias, kernel]"),
        arguments(
            List.of(INPUT, conv().with("\"use_bias\": false")),
            "layer conv has arrays [bias, kernel], expected [kernel]"),
        arguments(
            List.of(INPUT, conv(), flat, dense().with(arrays("kernel", "5 256", "bias", "5"))),
            "layer dense: its kernel has shape 5x256, expected 256x5"),
        arguments(
            List.of(INPUT, conv(), norm("[3]").with(arrays("gamma", "4", "beta", "4"))),
            "layer norm has arrays [beta, gamma], expected "),
        arguments(
            List.of(
                INPUT,
                conv(),
                norm("3")
                    .with(
                        arrays(
                            "gamma",
                            "4",
                            "beta",
                            "4",
                            "moving_mean",
                            "3",
                            "moving_variance",
                            "4"))),
            "layer norm: its moving_mean has shape 3, expected 4"),
        // other layers
        arguments(
            List.of(INPUT, conv(), norm("[1]")), "layer norm has axis [1] (supported: the last"),
        arguments(
            List.of(INPUT, conv(), norm("3").with("\"center\": false")),
            "layer norm has center false "),
        arguments(List.of(INPUT, conv(), dense()), "layer dense is a Dense of a feature map "),
        arguments(
            List.of(INPUT, conv(), plain("ReLU", "relu", "\"max_value\": 6.0")),
            "layer relu has max_value 6.0 "),
        arguments(
            List.of(INPUT, conv(), plain("ReLU", "relu", "\"negative_slope\": 0.1")),
            "layer relu has negative_slope 0.1 "),
        arguments(
            List.of(INPUT, conv(), plain("ReLU", "relu", "\"threshold\": 1")),
            "layer relu has threshold 1 "),
        arguments(
            List.of(INPUT, conv(), flat, dense(), plain("Softmax", "end", "\"axis\": 0")),
            "layer end has axis 0 "),
        arguments(
            List.of(INPUT, conv(), plain("Activation", "act", "\"activation\": \"hard_sigmoid\"")),
            "layer act has activation hard_sigmoid "),
        arguments(
            List.of(INPUT, conv(), plain("LeakyReLU", "leaky", "\"alpha\": 0.3")),
            "layer leaky is a LeakyReLU, which is not supported "),
        arguments(
            List.of(INPUT, plain("DepthwiseConv2D", "depth", "\"depth_multiplier\": 2")),
            "layer depth is a DepthwiseConv2D, which is not supported "),
        arguments(
            List.of(
                INPUT,
                conv(),
                plain("MaxPooling2D", "pool", "\"pool_size\": [9, 9], \"strides\": [1, 1]")),
            "layer pool does not fit: "));
  }

  @ParameterizedTest
  @MethodSource
  void refused(List<Part> parts, String reason) {
    Path file = write(parts, 0.5f);

    assertThatThrownBy(() -> Networks.importModel(file))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot import " + file + ": " + reason);
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() {
    Path file = write(List.of(INPUT, conv()), Float.NaN);

    assertThatThrownBy(() -> Networks.importModel(file))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot import " + file + ": layer conv holds NaN");
  }

  @Test
  void whatIsLikeThatButRightIsImported() {
    List<Part> parts =
        List.of(
            INPUT,
            plain("ZeroPadding2D", "pad", "\"padding\": [[0, 1], [2, 3]]"),
            conv().with("\"groups\": 1, \"dilation_rate\": [1, 1]"),
            norm("-1"),
            plain("ReLU", "relu", "\"max_value\": null, \"negative_slope\": 0.0, \"threshold\": 0"),
            plain("Dropout", "drop", "\"rate\": 0.5"),
            plain("Flatten", "flat", ""),
            dense().with(arrays("kernel", 9 * 13 * 4 + " 5", "bias", "5")));

    Network network = Networks.importModel(write(parts, 0.5f));

    assertThat(network.architecture().node("pad").orElseThrow().layer())
        .isEqualTo(Pad.zeros(new Padding(0, 1, 2, 3)));
    assertThat(network.architecture().kernels())
        .containsEntry("conv", List.of(4, 3, 3, 3))
        .containsEntry("dense", List.of(5, 9 * 13 * 4));
  }

  private Path write(List<Part> parts, float value) {
    Path file = folder.resolve("model.h5");
    List<String> layers = new ArrayList<>();
    parts.forEach(part -> layers.add(part.json()));
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute(
          "model_config",
          "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": "
              + layers
              + "}}");
      hdf.putAttribute("keras_version", "2.4.0");
      hdf.putAttribute("backend", "tensorflow");
      WritableGroup weights = hdf.putGroup("model_weights");
      weights.putAttribute("layer_names", parts.stream().map(Part::name).toArray(String[]::new));
      weights.putAttribute("keras_version", "2.4.0");
      weights.putAttribute("backend", "tensorflow");
      parts.forEach(part -> write(weights, part, value));
    }
    return file;
  }

  private static void write(WritableGroup weights, Part part, float value) {
    WritableGroup layer = weights.putGroup(part.name());
    String[] names =
        part.arrays().keySet().stream()
            .map(array -> part.name() + "/" + array + ":0")
            .toArray(String[]::new);
    layer.putAttribute("weight_names", names.length == 0 ? "" : names);
    if (names.length > 0) {
      WritableGroup inner = layer.putGroup(part.name());
      part.arrays()
          .forEach((name, shape) -> inner.putDataset(name + ":0", filled(shape, 0, value)));
    }
  }

  private static Object filled(int[] shape, int from, float value) {
    Object array = Array.newInstance(float.class, Arrays.copyOfRange(shape, from, shape.length));
    for (int i = 0; i < shape[from]; i++) {
      if (from == shape.length - 1) {
        Array.setFloat(array, i, value);
      } else {
        Array.set(array, i, filled(shape, from + 1, value));
      }
    }
    return array;
  }
}
