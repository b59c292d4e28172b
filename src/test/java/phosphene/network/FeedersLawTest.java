package phosphene.network;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.FeedersTest.BGR;
import static phosphene.network.FeedersTest.POINT;
import static phosphene.network.FeedersTest.feeder;
import static phosphene.network.FeedersTest.network;
import static phosphene.network.FeedersTest.node;
import static phosphene.network.PlainForward.named;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.zoo.Networks;

/** What feeds a unit, by what the unit does. */
class FeedersLawTest {
  /** The oracle is the network itself: what changes when a unit falls silent is fed by it. */
  @Test
  void aUnitChangesWhenAndOnlyWhenAUnitThatFeedsItFallsSilent() {
    Network network = tangle();
    Feeders feeders = new Feeders(network);
    double[] before = means(network);

    for (Feeder silent :
        List.of(feeder("a", 0, 0), feeder("a", 1, 0), feeder("b", 0, 0), feeder("b", 1, 0))) {
      double[] after = means(silenced(network, silent.layer(), silent.channel()));
      for (int unit = 0; unit < before.length; unit++) {
        boolean feeds =
            feeders.strongest("last", unit).stream()
                .anyMatch(
                    feeder ->
                        feeder.layer().equals(silent.layer())
                            && feeder.channel() == silent.channel());
        assertThat(after[unit] != before[unit]).as("%s to last/%d", silent, unit).isEqualTo(feeds);
      }
    }
    assertThat(IntStream.range(0, 4).map(unit -> feeders.strongest("last", unit).size()))
        .containsExactly(2, 1, 1, 2);
  }

  /** Every kind of layer that passes channels on; last/0 to last/3 read one channel each. */
  private static Network tangle() {
    float[] picks = new float[4 * 6];
    picks[0] = 1; // scaled/0: a/0 and b/0
    picks[6 + 3] = 1; // b/1
    picks[12 + 4] = -1; // a/0
    picks[18 + 1] = 1; // scaled/1: a/1 and b/1
    Window two = Window.of(2, 1, 0);
    Network network =
        network(
            BGR,
            Map.of(
                "scaled",
                new Weights(new float[] {2, -3}, new float[2]),
                "last",
                new Weights(picks, new float[4])),
            node("a", new Convolution(2, POINT), "input"),
            node("b", new Convolution(2, POINT), "input"),
            node("sum", Elementwise.ADD, "a", "b"),
            node("scaled", new Scale(), "sum"),
            node("join", new Concat(), "scaled", "b", "a"),
            node("norm", new LocalResponseNorm(3, 0, 0.75, 2), "join"), // 0: no neighbours
            node("padded", Pad.zeros(new Padding(1, 0, 0, 1)), "norm"),
            node("highest", new MaxPool(two), "padded"),
            node("mean", new AveragePool(two, AveragePool.Divisor.WINDOW), "highest"),
            node("last", new Convolution(4, POINT), "mean"),
            node("global", new GlobalAveragePool(), "last"));
    Map<String, Weights> weights =
        new HashMap<>(Networks.random(network.architecture(), 3).weights());
    weights.putAll(network.weights());
    return new Network(network.architecture(), weights, "tangle", List.of());
  }

  private static Network silenced(Network network, String layer, int channel) {
    Weights old = named(network.weights(), layer);
    float[] kernel = old.kernel().clone();
    int row = kernel.length / old.bias().length;
    Arrays.fill(kernel, channel * row, (channel + 1) * row, 0);
    Map<String, Weights> weights = new HashMap<>(network.weights());
    weights.put(layer, new Weights(kernel, old.bias()));
    return new Network(network.architecture(), weights, "silenced", List.of());
  }

  private static double[] means(Network network) {
    return named(new PlainForward(network).run(image(network)), "last").channelMeans();
  }

  /** Layers that mix channels besides passing them on: who normalizes is not said to feed. */
  private static final Set<Class<? extends Layer>> MIXING =
      Set.of(
          AttentionScores.class,
          AttentionValues.class,
          GroupNormalization.class,
          LayerNormalization.class,
          LocalResponseNorm.class,
          Softmax.class);

  /** What is 0 or 1 whatever it is made of. */
  private static final Set<String> CONSTANT = Set.of("SUBTRACT with itself", "DIVIDE with itself");

  static Stream<LayerCase> cases() {
    return LayerCases.layers().stream()
        .filter(layer -> !layer.target().inputs().contains(Architecture.INPUT))
        .filter(layer -> !CONSTANT.contains(layer.name()));
  }

  /** The same of every layer: what a channel is made of changes it, and nothing else does. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theFeedersOfAChannelAreTheUnitsThatChangeIt(LayerCase layer) {
    Feeders feeders = new Feeders(layer.network());
    List<Node> makers = nearest(layer.network().architecture(), layer.target());
    int channels = named(layer.network().architecture().usualShapes(), LayerCase.TARGET).channels();
    for (int channel = 0; channel < channels; channel++) {
      Set<String> said = said(layer, feeders, channel);
      Set<String> seen = new TreeSet<>();
      for (Node maker : makers) {
        int units = named(layer.network().weights(), maker.name()).bias().length;
        for (int unit = 0; unit < units; unit++) {
          if (changes(layer.network(), maker.name(), unit, channel)) {
            seen.add(maker.name() + "/" + unit);
          }
        }
      }
      if (MIXING.contains(layer.target().layer().getClass())
          || seen.size() > Feeders.STRONGEST) { // no more are listed
        assertThat(seen).as("channel %d", channel).containsAll(said);
      } else {
        assertThat(said).as("channel %d", channel).isEqualTo(seen);
      }
    }
  }

  private static boolean makes(Layer layer) {
    return layer instanceof Convolution
        || layer instanceof TransposedConvolution
        || layer instanceof Dense
        || layer instanceof Pointwise;
  }

  /** The nodes with kernels on the ways back from a node, the first on each. */
  private static List<Node> nearest(Architecture architecture, Node node) {
    return node.inputs().stream()
        .flatMap(input -> architecture.node(input).stream())
        .flatMap(
            before ->
                makes(before.layer()) ? Stream.of(before) : nearest(architecture, before).stream())
        .distinct()
        .toList();
  }

  /**
   * The units that are said to feed a channel of the target, by another unit that reads it alone.
   */
  private static Set<String> said(LayerCase layer, Feeders feeders, int channel) {
    if (makes(layer.target().layer())) {
      return names(feeders.strongest(LayerCase.TARGET, channel));
    }
    Architecture architecture = layer.network().architecture();
    List<Node> nodes = new ArrayList<>(architecture.nodes());
    nodes.add(node("reader", new Pointwise(1), LayerCase.TARGET));
    float[] kernel = new float[named(architecture.usualShapes(), LayerCase.TARGET).channels()];
    kernel[channel] = 1;
    Map<String, Weights> weights = new HashMap<>(layer.network().weights());
    weights.put("reader", new Weights(kernel, new float[1]));
    Architecture longer =
        new Architecture("longer", architecture.input(), architecture.preprocessing(), nodes);
    return names(
        new Feeders(new Network(longer, weights, "longer", List.of())).strongest("reader", 0));
  }

  private static Set<String> names(List<Feeder> feeders) {
    return feeders.stream()
        .map(feeder -> feeder.layer() + "/" + feeder.channel())
        .collect(toCollection(TreeSet::new));
  }

  private static boolean changes(Network network, String maker, int unit, int channel) {
    double[] before = target(network, channel);
    Weights old = named(network.weights(), maker);
    for (float step : new float[] {100, -100}) { // far: a maximum is to change its place
      float[] bias = old.bias().clone();
      bias[unit] += step;
      Map<String, Weights> weights = new HashMap<>(network.weights());
      weights.put(maker, new Weights(old.kernel(), bias));
      Network moved = new Network(network.architecture(), weights, "moved", List.of());
      if (!Arrays.equals(before, target(moved, channel))) {
        return true;
      }
    }
    return false;
  }

  private static double[] target(Network network, int channel) {
    PlainForward.Tensor values =
        named(new PlainForward(network).run(image(network)), LayerCase.TARGET);
    int area = values.shape().area();
    return Arrays.copyOfRange(values.values(), channel * area, (channel + 1) * area);
  }

  private static PlainForward.Tensor image(Network network) {
    PlainForward.Tensor image = new PlainForward.Tensor(network.architecture().input());
    Arrays.setAll(image.values(), i -> Math.sin(i * i));
    return image;
  }
}
