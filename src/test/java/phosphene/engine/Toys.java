package phosphene.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import phosphene.network.Architecture;
import phosphene.network.Layer;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.activation.Elementary;

/** Small networks with random weights. */
public final class Toys {
  private Toys() {}

  /** A layer after the input or after named nodes. */
  public static Node node(String name, Layer layer, String... inputs) {
    return new Node(name, layer, List.of(inputs), Elementary.NONE);
  }

  /** The same, rectified. */
  public static Node relu(String name, Layer layer, String... inputs) {
    return new Node(name, layer, List.of(inputs), Elementary.RELU);
  }

  /** A network on {@code size x size} RGB images with weights drawn from {@code seed}. */
  public static Network network(int size, long seed, Node... nodes) {
    return network(new Shape(3, size, size), Preprocessing.unit(), seed, nodes);
  }

  /** The same on images that are seen in another way. */
  public static Network network(
      Shape input, Preprocessing preprocessing, long seed, Node... nodes) {
    Architecture architecture = new Architecture("toy", input, preprocessing, List.of(nodes));
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Weights> weights = new HashMap<>();
    architecture
        .kernels()
        .forEach(
            (node, kernel) -> {
              int fan = kernel.stream().skip(1).reduce(1, Math::multiplyExact);
              int count = kernel.get(0) * fan;
              int spread = kernel.size() == 1 ? 2 : fan; // factors per channel have no fan-in
              weights.put(node, random(random, count, spread, kernel.get(0)));
            });
    return new Network(architecture, weights, "toy" + seed, List.of());
  }

  private static Weights random(SplittableRandom random, int kernel, int fan, int bias) {
    return new Weights(
        values(random, kernel, -1.7 / Math.sqrt(fan) * 1.4, 1.7 / Math.sqrt(fan) * 1.4),
        values(random, bias, -0.2, 0.2));
  }

  /** Uniform values. */
  public static float[] values(SplittableRandom random, int count, double low, double high) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    return values;
  }
}
