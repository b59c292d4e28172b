package phosphene.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.SpecException;

/**
 * What every peer computes: the gradient, with respect to the pixels, of the mean of one channel of
 * a network's last layer before its nonlinearity.
 *
 * @param network of images of three channels that are taken as they are; it ends in a convolution
 *     whose node has no nonlinearity
 * @param channel of the last convolution
 */
public record Workload(Network network, int channel) {
  private static final int[] VGG19_CONVOLUTIONS = {2, 2, 4, 4, 4};
  private static final int[] VGG19_FILTERS = {64, 128, 256, 512, 512};
  private static final int ATLAS = 128; // the pixels of a standard tile

  public Workload {
    Node last = last(network);
    if (!(last.layer() instanceof Convolution) || last.activation() != Elementary.NONE) {
      throw new IllegalArgumentException(
          "Invalid workload: "
              + last.name()
              + " (must be a convolution without nonlinearity, as the last)");
    }
    if (network.architecture().input().channels() != Preprocessing.COLORS) {
      throw new SpecException(
          "Cannot measure " + network.architecture().name() + ": its images have no three colors");
    }
  }

  /**
   * A network up to a convolution, without what comes before and after: neither preprocessing nor
   * the convolution's nonlinearity.
   *
   * @param layer a convolution; empty: the last one
   * @throws SpecException if that cannot be measured
   */
  public static Workload of(Network network, Optional<String> layer) {
    List<String> convolutions =
        network.architecture().nodes().stream()
            .filter(node -> node.layer() instanceof Convolution)
            .map(Node::name)
            .toList();
    if (convolutions.isEmpty()) {
      throw new SpecException(
          "Cannot measure " + network.architecture().name() + ": it has no convolution");
    }
    String asked =
        layer.map(network.architecture()::named).orElse(convolutions.get(convolutions.size() - 1));
    if (!convolutions.contains(asked)) {
      throw new SpecException(
          "Invalid --layer: "
              + asked
              + " (must be a convolution of "
              + network.architecture().name()
              + ", such as "
              + convolutions.get(convolutions.size() - 1)
              + ")");
    }
    Architecture cut = network.architecture().cut(List.of(asked));
    List<Node> nodes = new ArrayList<>(cut.nodes());
    Node last = nodes.remove(nodes.size() - 1);
    nodes.add(new Node(last.name(), last.layer(), last.inputs(), Elementary.NONE));
    Architecture bare = new Architecture(cut.name(), cut.input(), cut.preprocessing(), nodes);
    Network whole = new Network(bare, network.weights(), network.sha256(), List.of());
    boolean colored = cut.input().channels() == Preprocessing.COLORS;
    return new Workload(colored ? whole.with(Preprocessing.unit()) : whole, 0);
  }

  private static Node last(Network network) {
    List<Node> nodes = network.architecture().nodes();
    return nodes.get(nodes.size() - 1);
  }

  /** The name of the last convolution. */
  public String layer() {
    return last(network).name();
  }

  /** The side of the images in pixels: an atlas's, or the network's usual one if that is less. */
  public int pixels() {
    Architecture architecture = network.architecture();
    return architecture.canvas(layer(), Math.min(ATLAS, architecture.input().height()));
  }

  /**
   * VGG19 up to block5_conv4, with Gaussian weights of He's deviation ({@code sqrt(2 / fan-in)},
   * arXiv 1502.01852) and small biases drawn from {@code seed}: speed does not depend on training.
   */
  public static Workload vgg19(long seed) {
    return chain("vgg19", VGG19_CONVOLUTIONS, VGG19_FILTERS, seed);
  }

  /** A network like VGG: blocks of 3x3 convolutions, a max pool between two blocks. */
  static Workload chain(String name, int[] convolutions, int[] filters, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Node> nodes = new ArrayList<>();
    Map<String, Weights> weights = new HashMap<>();
    String before = Architecture.INPUT;
    int channels = 3;
    for (int block = 0; block < convolutions.length; block++) {
      for (int i = 0; i < convolutions[block]; i++) {
        String node = "block" + (block + 1) + "_conv" + (i + 1);
        boolean last = block == convolutions.length - 1 && i == convolutions[block] - 1;
        nodes.add(
            new Node(
                node,
                new Convolution(filters[block], Window.of(3, 1, 1)),
                List.of(before),
                last ? Elementary.NONE : Elementary.RELU));
        double deviation = Math.sqrt(2.0 / (9 * channels));
        float[] kernel = gaussian(filters[block] * channels * 9, deviation, random);
        weights.put(node, new Weights(kernel, gaussian(filters[block], 0.01, random)));
        before = node;
        channels = filters[block];
      }
      if (block < convolutions.length - 1) {
        String pool = "block" + (block + 1) + "_pool";
        nodes.add(
            new Node(pool, new MaxPool(Window.of(2, 2, 0)), List.of(before), Elementary.NONE));
        before = pool;
      }
    }
    Architecture architecture =
        new Architecture(name, new Shape(3, 224, 224), Preprocessing.unit(), nodes);
    return new Workload(new Network(architecture, weights, "", List.of()), 0);
  }

  /** Images of noise in about -1..1 as the network's input: batch x 3 x pixels x pixels. */
  public static float[] images(int batch, int pixels, long seed) {
    return gaussian(batch * 3 * pixels * pixels, 0.5, new SplittableRandom(seed));
  }

  /**
   * Floating-point operations of one step: two for each multiply-add, forward and again back to the
   * input. Weight gradients do not count: nobody asks for them.
   */
  public double operations(int batch, int pixels) {
    return 4.0
        * batch
        * network.architecture().multiplyAdds(pixels, pixels).values().stream()
            .mapToLong(Long::longValue)
            .sum();
  }

  /** The last layer's output for one image. */
  Shape output(int pixels) {
    Shape shape = network.architecture().shapes(pixels, pixels).get(layer());
    return Objects.requireNonNull(shape);
  }

  private static float[] gaussian(int count, double deviation, SplittableRandom random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
