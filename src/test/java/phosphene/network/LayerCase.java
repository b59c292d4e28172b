package phosphene.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Elementary;

/**
 * A small network around one layer, its node {@link #TARGET}, between a convolution and another
 * node that reads it, {@link #AFTER}.
 */
public record LayerCase(String name, Network network) {
  public static final String TARGET = "target";
  public static final String AFTER = "after";

  /** The convolution that most cases begin with. */
  static final String FIRST = "first";

  /** The channels that {@link #FIRST} makes. */
  static final int CHANNELS = 4;

  /** Odd, where {@link #WIDTH} is even: what holds for one only is seen. */
  static final int HEIGHT = 7;

  static final int WIDTH = 8;

  /** The node of the layer that the case is about. */
  public Node target() {
    return network.architecture().node(TARGET).orElseThrow();
  }

  @Override
  public String toString() {
    return name;
  }

  /** A layer behind a convolution. */
  static LayerCase of(String name, Layer layer) {
    return begun().node(TARGET, layer, FIRST).named(name);
  }

  /** A network that begins with {@link #FIRST}. */
  static Builder begun() {
    return new Builder().node(FIRST, new Convolution(CHANNELS, Window.of(3, 1, 1)), "input");
  }

  /** Collects nodes. */
  static final class Builder {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Draw> draws = new HashMap<>();

    /** How weights are drawn: from a range around a middle, before they are divided by a fan-in. */
    private record Draw(double middle, double range, double bias) {}

    Builder node(String name, Layer layer, String... inputs) {
      return node(name, layer, Elementary.NONE, inputs);
    }

    Builder node(String name, Layer layer, Activation activation, String... inputs) {
      nodes.add(new Node(name, layer, List.of(inputs), activation));
      return this;
    }

    /** A convolution of single pixels whose values lie between some 0.5 and 1.5. */
    Builder positive(String name, int filters) {
      draws.put(name, new Draw(0.3, 0.3, 0.5));
      return node(name, new Convolution(filters, Window.of(1, 1, 0)), Architecture.INPUT);
    }

    /** A convolution of single pixels whose values lie between some -9 and 9. */
    Builder steep(String name, int filters) {
      draws.put(name, new Draw(0, 12, 0));
      return node(name, new Convolution(filters, Window.of(1, 1, 0)), Architecture.INPUT);
    }

    LayerCase named(String name) {
      if (nodes.stream().noneMatch(node -> node.name().equals(AFTER))) {
        node(AFTER, new Convolution(2, Window.of(1, 1, 0)), TARGET);
      }
      Architecture architecture =
          new Architecture(name, new Shape(3, HEIGHT, WIDTH), Preprocessing.unit(), nodes);
      Map<String, Weights> weights = new HashMap<>();
      SplittableRandom random = new SplittableRandom(name.hashCode());
      architecture
          .kernels()
          .forEach(
              (node, kernel) -> weights.put(node, weights(node, kernel, architecture, random)));
      return new LayerCase(name, new Network(architecture, weights, name, List.of()));
    }

    private Weights weights(
        String name, List<Integer> kernel, Architecture architecture, SplittableRandom random) {
      Layer layer = architecture.node(name).orElseThrow().layer();
      int size = kernel.stream().reduce(1, Math::multiplyExact);
      if (layer instanceof Constant) {
        return new Weights(values(random, size, -1, 1), new float[0]);
      }
      int outputs = kernel.get(0);
      double fan = Math.sqrt(size / outputs);
      Draw draw = draws.getOrDefault(name, new Draw(0, 1.7, 0));
      return new Weights(
          values(random, size, (draw.middle - draw.range) / fan, (draw.middle + draw.range) / fan),
          values(random, outputs, draw.bias - 0.2, draw.bias + 0.2));
    }
  }

  /** Uniform values. */
  static float[] values(SplittableRandom random, int count, double low, double high) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    return values;
  }
}
