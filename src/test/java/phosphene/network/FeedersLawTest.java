package phosphene.network;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.FeedersTest.BGR;
import static phosphene.network.FeedersTest.POINT;
import static phosphene.network.FeedersTest.feeder;
import static phosphene.network.FeedersTest.network;
import static phosphene.network.FeedersTest.node;
import static phosphene.network.PlainForward.named;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
    Shape input = network.architecture().input();
    PlainForward.Tensor image = new PlainForward.Tensor(input);
    for (int i = 0; i < input.size(); i++) {
      image.values()[i] = Math.sin(i * i);
    }
    return named(new PlainForward(network).run(image), "last").channelMeans();
  }
}
