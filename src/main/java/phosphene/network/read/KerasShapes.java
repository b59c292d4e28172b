package phosphene.network.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import phosphene.network.Window;

/** What Keras layers without arrays make of shapes, if all their arguments are supported. */
final class KerasShapes {
  private static final List<String> ENDS = List.of("linear", "relu", "softmax");
  private static final Set<String> WINDOW =
      Set.of("pool_size", "kernel_size", "strides", "padding", "data_format");

  private KerasShapes() {}

  static KerasExtent pool(KerasLayer layer, KerasExtent in) throws IOException {
    layer.requireOnly(WINDOW);
    requireMap(layer, in);
    return in.through(window(layer, "pool_size"), in.channels());
  }

  static Window window(KerasLayer layer, String size) throws IOException {
    boolean same = layer.choice("padding", List.of("valid", "same")).equals("same");
    int[] sides = layer.pair(size);
    int[] strides = layer.pair("strides", size.equals("pool_size") ? sides : new int[] {1, 1});
    return new Window(
        sides[0],
        sides[1],
        strides[0],
        strides[1],
        0,
        0,
        same ? Window.Rounding.SAME : Window.Rounding.FLOOR);
  }

  static KerasExtent globalAverage(KerasLayer layer, KerasExtent in) throws IOException {
    layer.requireOnly(Set.of("data_format", "keepdims"));
    requireMap(layer, in);
    return layer.config().path("keepdims").asBoolean()
        ? KerasExtent.map(1, 1, in.channels())
        : KerasExtent.vector(in.channels());
  }

  static void requireLastAxis(KerasLayer layer, KerasExtent in, JsonNode axis) throws IOException {
    JsonNode one = axis.isArray() && axis.size() == 1 ? axis.path(0) : axis;
    int found = one.asInt(one.isMissingNode() ? -1 : 0);
    if (one.isContainerNode() || (found != -1 && found != in.rank() - 1)) {
      throw layer.refusal("has axis " + axis + " (supported: the last, of the channels)");
    }
  }

  static KerasExtent flat(KerasLayer layer, KerasExtent in) throws IOException {
    layer.requireOnly(Set.of("data_format"));
    return in.flat();
  }

  static KerasExtent padded(KerasLayer layer, KerasExtent in) throws IOException {
    layer.requireOnly(Set.of("padding", "data_format"));
    requireMap(layer, in);
    JsonNode padding = layer.config().path("padding");
    int[] sides = new int[4];
    for (int i = 0; i < 4; i++) {
      JsonNode side = padding.path(i / 2).isArray() ? padding.path(i / 2).path(i % 2) : padding;
      side = side.isArray() ? side.path(i / 2) : side;
      if (!side.isIntegralNumber() || side.asInt() < 0) {
        throw layer.refusal("has padding " + padding + " (must be of whole numbers, at least 0)");
      }
      sides[i] = side.asInt();
    }
    return KerasExtent.map(
        in.rows() == 0 ? 0 : in.rows() + sides[0] + sides[1],
        in.columns() == 0 ? 0 : in.columns() + sides[2] + sides[3],
        in.channels());
  }

  static KerasExtent activation(KerasLayer layer, KerasExtent in) throws IOException {
    switch (layer.type()) {
      case "Activation" -> {
        layer.requireOnly(Set.of("activation"));
        layer.choice("activation", ENDS);
      }
      case "ReLU" -> {
        layer.requireOnly(Set.of("max_value", "negative_slope", "threshold"));
        layer.requireAbsent("max_value");
        layer.requireNumber("negative_slope", 0);
        layer.requireNumber("threshold", 0);
      }
      default -> {
        layer.requireOnly(Set.of("axis"));
        requireLastAxis(layer, in, layer.config().path("axis"));
      }
    }
    return in;
  }

  static KerasExtent sum(KerasLayer layer, List<KerasExtent> inputs) throws IOException {
    layer.requireOnly(Set.of());
    KerasExtent first = inputs.get(0);
    for (KerasExtent other : inputs) {
      if (!other.equals(first)) {
        throw layer.refusal(
            "adds " + other.extents() + " to " + first.extents() + " (must be of one shape)");
      }
    }
    return first;
  }

  static KerasExtent joined(KerasLayer layer, List<KerasExtent> inputs) throws IOException {
    layer.requireOnly(Set.of("axis"));
    KerasExtent first = inputs.get(0);
    requireLastAxis(layer, first, layer.config().path("axis"));
    int channels = 0;
    for (KerasExtent other : inputs) {
      requireMap(layer, other);
      if (other.rows() != first.rows() || other.columns() != first.columns()) {
        throw layer.refusal("joins " + other.extents() + " and " + first.extents());
      }
      channels += other.channels();
    }
    return KerasExtent.map(first.rows(), first.columns(), channels);
  }

  static void requireMap(KerasLayer layer, KerasExtent in) throws IOException {
    if (in.vector()) {
      throw layer.refusal("is a " + layer.type() + " of a vector (must read a feature map)");
    }
  }
}
