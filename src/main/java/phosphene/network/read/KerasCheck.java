package phosphene.network.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import phosphene.network.Shape;
import phosphene.network.Window;

/**
 * Whether a Keras model is one that is imported as it is: Deeplearning4j leaves out arguments that
 * it does not know, and copies arrays of other shapes. Layers and arguments must be known ones, and
 * every array must have the shape that the graph asks for. No array is read.
 */
final class KerasCheck {
  private static final List<String> ACTIVATIONS = List.of("linear", "relu");
  private static final List<String> ENDS = List.of("linear", "relu", "softmax");
  private static final List<String> LAST = List.of("channels_last");
  private static final List<String> TYPES =
      List.of(
          "InputLayer",
          "Conv2D",
          "MaxPooling2D",
          "AveragePooling2D",
          "GlobalAveragePooling2D",
          "BatchNormalization",
          "Dense",
          "Flatten",
          "ZeroPadding2D",
          "Activation",
          "ReLU",
          "Softmax",
          "Dropout",
          "Add",
          "Concatenate");
  // What only training does.
  private static final Set<String> NOISE =
      Set.of("SpatialDropout2D", "GaussianDropout", "GaussianNoise", "AlphaDropout");
  private static final Set<String> CONVOLUTION =
      Set.of(
          "filters",
          "kernel_size",
          "strides",
          "padding",
          "data_format",
          "dilation_rate",
          "groups",
          "activation",
          "use_bias");

  private final KerasWeights arrays;
  private final Map<String, KerasExtent> extents = new HashMap<>();

  KerasCheck(KerasWeights arrays) {
    this.arrays = arrays;
  }

  /**
   * Looks at all layers.
   *
   * @return the input's usual shape; empty if any size is taken
   * @throws IOException naming the first layer that is not supported
   */
  Optional<Shape> check(KerasConfig model) throws IOException {
    for (KerasLayer layer : model.layers()) {
      requireKnown(layer);
    }
    KerasExtent input = input(model);
    for (KerasLayer layer : model.layers()) {
      List<KerasExtent> inputs = new ArrayList<>();
      for (String name : layer.inputs()) {
        KerasExtent before = extents.get(name);
        if (before == null) {
          throw layer.refusal("reads " + name + ", which no layer before it is");
        }
        inputs.add(before);
      }
      try {
        extents.put(layer.name(), output(layer, inputs.isEmpty() ? List.of(input) : inputs));
      } catch (IllegalArgumentException | ArithmeticException e) { // nothing is left of the image
        throw layer.refusal("does not fit: " + e.getMessage());
      }
    }
    return input.rows() == 0 || input.columns() == 0
        ? Optional.empty()
        : Optional.of(new Shape(input.channels(), input.rows(), input.columns()));
  }

  private static void requireKnown(KerasLayer layer) throws IOException {
    if (!TYPES.contains(layer.type()) && !NOISE.contains(layer.type())) {
      throw layer.refusal(
          "is a "
              + layer.type()
              + ", which is not supported (supported: "
              + String.join(", ", TYPES)
              + ")");
    }
    layer.choice("data_format", LAST);
  }

  /** The only layer without inputs, or the first of a chain, says the shape. */
  private static KerasExtent input(KerasConfig model) throws IOException {
    List<KerasLayer> starts =
        model.layers().stream().filter(layer -> layer.inputs().isEmpty()).toList();
    if (starts.size() != 1) {
      throw new IOException(
          "it has "
              + starts.size()
              + " inputs (one is supported): layers "
              + String.join(", ", starts.stream().map(KerasLayer::name).toList()));
    }
    KerasLayer start = starts.get(0);
    JsonNode shape = start.config().path("batch_input_shape");
    JsonNode found = shape.isArray() ? shape : start.config().path("batch_shape");
    if (found.size() != 4) {
      throw start.refusal(
          "has "
              + (found.isMissingNode() ? "no input shape" : "input shape " + found)
              + " (must be [batch, rows, columns, 3])");
    }
    if (found.path(3).asInt() != 3) {
      throw start.refusal(
          "has input shape "
              + found
              + " (must be [batch, rows, columns, 3]:"
              + " red, green and blue)");
    }
    return KerasExtent.map(found.path(1).asInt(), found.path(2).asInt(), 3);
  }

  private KerasExtent output(KerasLayer layer, List<KerasExtent> inputs) throws IOException {
    KerasExtent in = inputs.get(0);
    switch (layer.type()) {
      case "Add", "Concatenate" -> {}
      default -> {
        if (inputs.size() != 1) {
          throw layer.refusal("reads " + inputs.size() + " layers (one is supported)");
        }
      }
    }
    return switch (layer.type()) {
      case "InputLayer" -> image(layer, in);
      case "Conv2D" -> convolution(layer, in);
      case "MaxPooling2D", "AveragePooling2D" -> KerasShapes.pool(layer, in);
      case "GlobalAveragePooling2D" -> KerasShapes.globalAverage(layer, in);
      case "BatchNormalization" -> normalization(layer, in);
      case "Dense" -> dense(layer, in);
      case "Flatten" -> KerasShapes.flat(layer, in);
      case "ZeroPadding2D" -> KerasShapes.padded(layer, in);
      case "Activation", "ReLU", "Softmax" -> KerasShapes.activation(layer, in);
      case "Dropout", "SpatialDropout2D", "GaussianDropout", "GaussianNoise", "AlphaDropout" -> in;
      case "Add" -> KerasShapes.sum(layer, inputs);
      case "Concatenate" -> KerasShapes.joined(layer, inputs);
      default -> throw new AssertionError(layer.type());
    };
  }

  private static KerasExtent image(KerasLayer layer, KerasExtent in) throws IOException {
    layer.requireOnly(Set.of());
    JsonNode type = layer.config().path("dtype");
    String name = type.isObject() ? type.path("config").path("name").asText() : type.asText();
    if (!name.isEmpty() && !name.contains("float")) {
      throw layer.refusal("has dtype " + name + " (must be of floating-point numbers)");
    }
    return in;
  }

  private KerasExtent convolution(KerasLayer layer, KerasExtent in) throws IOException {
    layer.requireOnly(CONVOLUTION);
    KerasShapes.requireMap(layer, in);
    layer.requireNumber("groups", 1);
    layer.choice("activation", ACTIVATIONS);
    int[] dilation = layer.pair("dilation_rate", 1, 1);
    if (dilation[0] != 1 || dilation[1] != 1) {
      throw layer.refusal(
          "has dilation_rate " + layer.config().path("dilation_rate") + " (supported: 1)");
    }
    int filters = layer.count("filters");
    Window window = KerasShapes.window(layer, "kernel_size");
    Map<String, List<Integer>> wanted = new TreeMap<>();
    wanted.put("kernel", List.of(window.height(), window.width(), in.channels(), filters));
    if (layer.flag("use_bias")) {
      wanted.put("bias", List.of(filters));
    }
    requireArrays(layer, wanted);
    return in.through(window, filters);
  }

  private KerasExtent normalization(KerasLayer layer, KerasExtent in) throws IOException {
    layer.requireOnly(Set.of("axis", "epsilon", "center", "scale", "fused", "virtual_batch_size"));
    KerasShapes.requireLastAxis(layer, in, layer.config().path("axis"));
    Map<String, List<Integer>> wanted = new TreeMap<>();
    for (String array : List.of("gamma", "beta", "moving_mean", "moving_variance")) {
      wanted.put(array, List.of(in.channels()));
    }
    if (!layer.flag("center")) {
      throw layer.refusal("has center false (supported: true)");
    }
    if (!layer.flag("scale")) {
      wanted.remove("gamma");
    }
    requireArrays(layer, wanted);
    return in;
  }

  private KerasExtent dense(KerasLayer layer, KerasExtent in) throws IOException {
    layer.requireOnly(Set.of("units", "activation", "use_bias"));
    layer.choice("activation", ENDS);
    if (!in.vector()) {
      throw layer.refusal(
          "is a Dense of a feature map " + in.extents() + " (must read a vector, as of a Flatten)");
    }
    int units = layer.count("units");
    Map<String, List<Integer>> wanted = new TreeMap<>();
    wanted.put("kernel", List.of(in.channels(), units));
    if (layer.flag("use_bias")) {
      wanted.put("bias", List.of(units));
    }
    requireArrays(layer, wanted);
    return KerasExtent.vector(units);
  }

  private void requireArrays(KerasLayer layer, Map<String, List<Integer>> wanted)
      throws IOException {
    Map<String, List<Integer>> found = arrays.shapes(layer.name());
    if (!found.keySet().equals(wanted.keySet())) {
      throw layer.refusal("has arrays " + found.keySet() + ", expected " + wanted.keySet());
    }
    for (Map.Entry<String, List<Integer>> array : wanted.entrySet()) {
      WeightFile.requireShape(
          "layer " + layer.name() + ": its " + array.getKey(),
          found.getOrDefault(array.getKey(), List.of()),
          array.getValue());
    }
  }
}
