package phosphene.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Layer;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Scale;
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
    Map<String, Shape> shapes = new HashMap<>(architecture.shapes(input.height(), input.width()));
    shapes.put(Architecture.INPUT, architecture.input());
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Weights> weights = new HashMap<>();
    for (Node node : nodes) {
      Shape in = shapes.get(node.inputs().get(0));
      if (node.layer() instanceof Convolution c) {
        int fan = in.channels() * c.window().height() * c.window().width();
        weights.put(node.name(), random(random, c.filters() * fan, fan, c.filters()));
      } else if (node.layer() instanceof Dense d) {
        weights.put(node.name(), random(random, d.outputs() * in.size(), in.size(), d.outputs()));
      } else if (node.layer() instanceof Scale) {
        weights.put(node.name(), random(random, in.channels(), 2, in.channels()));
      }
    }
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
