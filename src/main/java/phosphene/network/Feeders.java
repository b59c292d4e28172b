package phosphene.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which units of a network feed which: for a channel of any layer, the channels of the layers below
 * from which its convolution (or dense layer) makes it.
 *
 * <p>A unit feeds by the slice of the kernel that reads it, as strongly as the L2 norm of the
 * slice, with the sign of its sum (plus for 0). What lies between is walked through to the
 * convolution that made the channel: a {@link Scale} or a normalization multiplies by its factor; a
 * {@link Concat} leads to one of its branches and a sum, a product or any other {@link Elementwise}
 * to each of its terms, at the same weight; pools, padding, attention and nonlinearities change
 * nothing. A unit that feeds along several ways counts with the sum of them.
 */
public final class Feeders {
  /** How many feeders of a unit are listed. */
  public static final int STRONGEST = 8;

  private final Network network;
  private final Map<String, Shape> shapes;
  private final List<Node> backwards; // all that reads a node comes before it

  public Feeders(Network network) {
    this.network = network;
    this.shapes = network.architecture().usualShapes();
    this.backwards = new ArrayList<>(network.architecture().nodes());
    Collections.reverse(backwards);
  }

  /**
   * The units that feed a channel most, at most {@link #STRONGEST}, the strongest first; equal ones
   * by the order of the layers, then of the channels. Units of weight 0 do not feed.
   *
   * @param layer any node's name; one that passes channels on is fed as the convolution that made
   *     the channel, or by the image itself if none did
   */
  public List<Feeder> strongest(String layer, int channel) {
    Channels unit = new Channels();
    unit.add(layer, channel, 1);
    Channels fed = new Channels();
    makers(unit).weights.forEach((maker, factors) -> feed(maker, factors, fed));
    List<Feeder> feeders = list(makers(fed));
    feeders.sort(Comparator.comparingDouble(feeder -> -Math.abs(feeder.weight())));
    return List.copyOf(feeders.subList(0, Math.min(STRONGEST, feeders.size())));
  }

  /** A weight for every channel of some nodes, by the node's name. */
  private final class Channels {
    final Map<String, double[]> weights = new LinkedHashMap<>();

    void add(String node, int channel, double weight) {
      weights.computeIfAbsent(node, name -> new double[shape(name).channels()])[channel] += weight;
    }
  }

  /** Carries weights from channels to the units that made these. */
  private Channels makers(Channels channels) {
    Channels makers = new Channels();
    Channels passing = new Channels();
    passing.weights.putAll(channels.weights);
    for (Node node : backwards) {
      double[] weights = passing.weights.remove(node.name());
      if (weights != null) {
        pass(node, weights, makers, passing);
      }
    }
    makers.weights.putAll(passing.weights); // the image's
    return makers;
  }

  private void pass(Node node, double[] weights, Channels makers, Channels passing) {
    List<Shape> inputs = Architecture.inputs(node, shapes);
    for (int c = 0; c < weights.length; c++) {
      List<Origin> origins = node.layer().origins(c, inputs);
      if (origins.isEmpty() && connects(node)) {
        makers.add(node.name(), c, weights[c]);
      }
      double factor = factor(node, c);
      for (Origin origin : origins) {
        passing.add(node.inputs().get(origin.input()), origin.channel(), weights[c] * factor);
      }
    }
  }

  /** True if a node makes its channels from others by a kernel. */
  private static boolean connects(Node node) {
    return node.layer() instanceof Convolution
        || node.layer() instanceof TransposedConvolution
        || node.layer() instanceof Pointwise
        || node.layer() instanceof Dense;
  }

  private double factor(Node node, int channel) {
    boolean factors =
        node.layer() instanceof Scale
            || node.layer() instanceof LayerNormalization
            || node.layer() instanceof GroupNormalization;
    return factors ? weights(node).kernel()[channel] : 1;
  }

  private Shape shape(String node) {
    return named(shapes, node);
  }

  private Weights weights(Node node) {
    return named(network.weights(), node.name());
  }

  private static <T> T named(Map<String, T> things, String node) {
    T thing = things.get(node);
    if (thing == null) {
      throw new IllegalArgumentException("Unknown layer: " + node);
    }
    return thing;
  }

  /** Adds what the channels of a maker are made from; the image is made from itself. */
  private void feed(String maker, double[] factors, Channels fed) {
    for (int c = 0; c < factors.length; c++) {
      if (factors[c] == 0) {
        continue;
      }
      if (maker.equals(Architecture.INPUT)) {
        fed.add(maker, c, factors[c]);
      } else {
        feed(network.architecture().node(maker).orElseThrow(), c, factors[c], fed);
      }
    }
  }

  private void feed(Node maker, int channel, double factor, Channels fed) {
    String below = maker.inputs().get(0);
    float[] kernel = weights(maker).kernel();
    int units = shape(maker.name()).channels();
    int groups = groups(maker.layer());
    int row = kernel.length / units;
    int channels = shape(below).channels() / groups;
    int first = channel / (units / groups) * channels;
    for (int c = 0; c < channels; c++) {
      int from = channel * row + c * (row / channels);
      fed.add(below, first + c, factor * strength(kernel, from, from + row / channels));
    }
  }

  private static int groups(Layer layer) {
    if (layer instanceof Convolution convolution) {
      return convolution.groups();
    }
    return layer instanceof TransposedConvolution transposed ? transposed.groups() : 1;
  }

  /**
   * How strongly a slice of a kernel feeds if all units fire alike. (Where a scan of photos is
   * known, the mean activation of the unit that is read belongs here, as a factor.)
   */
  private static double strength(float[] kernel, int from, int to) {
    double squares = 0;
    double sum = 0;
    for (int i = from; i < to; i++) {
      squares += (double) kernel[i] * kernel[i];
      sum += kernel[i];
    }
    return sum < 0 ? -Math.sqrt(squares) : Math.sqrt(squares);
  }

  /** All units of weight, in the order of the layers and channels. */
  private List<Feeder> list(Channels units) {
    List<Feeder> feeders = new ArrayList<>();
    double[] image = units.weights.getOrDefault(Architecture.INPUT, new double[0]);
    add(Architecture.INPUT, colors(image), feeders);
    for (Node node : network.architecture().nodes()) {
      add(node.name(), units.weights.getOrDefault(node.name(), new double[0]), feeders);
    }
    return feeders;
  }

  private static void add(String layer, double[] weights, List<Feeder> feeders) {
    for (int c = 0; c < weights.length; c++) {
      float weight = (float) weights[c];
      if (weight != 0) {
        feeders.add(new Feeder(layer, c, weight));
      }
    }
  }

  /** Weights of the input's channels as weights of red, green and blue. */
  private double[] colors(double[] channels) {
    double[] colors = new double[Preprocessing.COLORS];
    for (int c = 0; c < channels.length; c++) {
      network.architecture().preprocessing().spread(c, channels[c], colors);
    }
    return colors;
  }
}
