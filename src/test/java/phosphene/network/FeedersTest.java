package phosphene.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.activation.Elementary;

/** Which units feed which. */
class FeedersTest {
  static final Window POINT = Window.of(1, 1, 0);
  static final Preprocessing BGR = Preprocessing.bgr(104, 117, 123);
  private static final float ROOT2 = (float) Math.sqrt(2);

  @Test
  void unitsAreFedThroughPoolsConcatenationAndNormalization() {
    Feeders feeders = modules();

    assertThat(feeders.strongest("left", 0)).containsExactly(feeder("first", 0, 5));
    assertThat(feeders.strongest("left", 1))
        .containsExactly(feeder("first", 0, -3), feeder("first", 1, 2));
    assertThat(feeders.strongest("right", 0))
        .containsExactly(feeder("first", 1, 6), feeder("first", 0, -0.5f));
    // Slices: 3 and -4; 1 and -1, whose sum is 0; -2.
    assertThat(feeders.strongest("last", 0))
        .containsExactly(feeder("left", 0, -5), feeder("right", 0, -2), feeder("left", 1, ROOT2));
    assertThat(feeders.strongest("last", 1)).containsExactly(feeder("right", 0, 1));
  }

  @Test
  void aLayerThatPassesChannelsOnIsFedAsTheirConvolution() {
    Feeders feeders = modules();

    assertThat(feeders.strongest("pool", 1)).isEqualTo(feeders.strongest("first", 1));
    for (String layer : List.of("join", "norm")) {
      assertThat(feeders.strongest(layer, 0)).isEqualTo(feeders.strongest("left", 0));
      assertThat(feeders.strongest(layer, 1)).isEqualTo(feeders.strongest("left", 1));
      assertThat(feeders.strongest(layer, 2)).isEqualTo(feeders.strongest("right", 0));
    }
  }

  @ParameterizedTest
  @CsvSource({"0 1 2, 0, 2", "2 1 0, 2, 0"})
  void theImageFeedsByItsColorsInWhateverOrderTheNetworkTakesThem(
      String order, int first, int last) {
    Preprocessing preprocessing =
        new Preprocessing(
            List.of(order.split(" ", -1)).stream().map(Integer::valueOf).toList(),
            1,
            List.of(0.0, 0.0, 0.0));
    Feeders feeders =
        feeders(
            preprocessing,
            Map.of("conv", values(-3, 0.5f, 2)),
            node("pool", new MaxPool(Window.of(2, 2, 0)), "input"),
            node("conv", new Convolution(1, POINT), "pool"));

    assertThat(feeders.strongest("conv", 0))
        .containsExactly(
            feeder("input", first, -3), feeder("input", last, 2), feeder("input", 1, 0.5f));
    assertThat(feeders.strongest("pool", 0)).containsExactly(feeder("input", first, 1));
  }

  @Test
  void aScaleMultipliesAndMayTurnTheSign() {
    Feeders feeders =
        feeders(
            BGR,
            Map.of(
                "first", values(1, 0, 0, 0, 1, 0, 0, 0, 1),
                "norm", values(2, -0.5f, 0),
                "last", values(1, 1, 1)),
            node("first", new Convolution(3, POINT), "input"),
            node("norm", new Scale(), "first"),
            node("last", new Convolution(1, POINT), "norm"));

    assertThat(feeders.strongest("last", 0))
        .containsExactly(feeder("first", 0, 2), feeder("first", 1, -0.5f));
    assertThat(feeders.strongest("norm", 0)).containsExactly(feeder("input", 2, 2));
    assertThat(feeders.strongest("norm", 1)).containsExactly(feeder("input", 1, -0.5f));
    assertThat(feeders.strongest("norm", 2)).isEmpty();
  }

  @Test
  void everyTermOfASumFeedsAtTheSameWeight() {
    Feeders feeders = residual();

    assertThat(feeders.strongest("last", 0))
        .containsExactly(
            feeder("stem", 1, -4),
            feeder("branch", 1, -4),
            feeder("stem", 0, 3),
            feeder("branch", 0, 3));
  }

  @Test
  void aSumIsFedByWhatFeedsItsTerms() {
    // Channel 0: of the stem by blue at 1, of the branch by the stem at 2 and 1.
    assertThat(residual().strongest("sum", 0))
        .containsExactly(feeder("stem", 0, 2), feeder("input", 2, 1), feeder("stem", 1, 1));
  }

  @Test
  void aUnitThatFeedsAlongSeveralWaysCountsWithTheirSum() {
    Feeders feeders =
        feeders(
            BGR,
            Map.of(
                "first", values(1, 1, 1, 1, 1, 1),
                "last", values(1, 2, 0.5f, -2)),
            node("first", new Convolution(2, POINT), "input"),
            node("relu", new Identity(), "first"),
            node("twice", new Concat(), "first", "relu"),
            node("last", new Convolution(1, POINT), "twice"));

    assertThat(feeders.strongest("last", 0)).containsExactly(feeder("first", 0, 1.5f));
  }

  @Test
  void equallyStrongUnitsComeInTheOrderOfTheNetworkEightAtMost() {
    float[] ones = new float[12];
    Arrays.fill(ones, -1);
    ones[11] = 2;
    Feeders feeders =
        feeders(
            BGR,
            Map.of(
                "first", new Weights(new float[12], new float[4]),
                "second", new Weights(new float[15], new float[5]),
                "last", new Weights(ones, new float[1])),
            node("first", new Convolution(4, POINT), "input"),
            node("second", new Convolution(5, POINT), "input"),
            node("join", new Concat(), "second", "input", "first"),
            node("last", new Convolution(1, POINT), "join"));

    assertThat(feeders.strongest("last", 0))
        .containsExactly(
            feeder("first", 3, 2),
            feeder("input", 0, -1),
            feeder("input", 1, -1),
            feeder("input", 2, -1),
            feeder("first", 0, -1),
            feeder("first", 1, -1),
            feeder("first", 2, -1),
            feeder("second", 0, -1));
    assertThat(feeders.strongest("first", 0)).as("zeros").isEmpty();
  }

  @Test
  void aDenseLayerIsFedByBlocksOfItsColumns() {
    Feeders feeders =
        feeders(
            BGR,
            Map.of(
                "conv", values(new float[54]),
                "flat", values(3, 0, -4, 0, 1, 1, 1, 1),
                "logits", values(2, -1)),
            node("conv", new Convolution(2, Window.of(3, 1, 0)), "input"),
            node("flat", new Dense(1), "conv"),
            node("logits", new Dense(2), "flat"),
            node("prob", new Softmax(), "logits"));

    assertThat(feeders.strongest("flat", 0))
        .containsExactly(feeder("conv", 0, -5), feeder("conv", 1, 2));
    assertThat(feeders.strongest("logits", 1)).containsExactly(feeder("flat", 0, -1));
    assertThat(feeders.strongest("prob", 0)).containsExactly(feeder("flat", 0, 2));
  }

  /** A pool, two branches joined, a normalization: what an inception module is made of. */
  private static Feeders modules() {
    Map<String, Weights> weights = new LinkedHashMap<>();
    weights.put("first", values(1, 0, 0, 0, -2, 0));
    weights.put("left", values(5, 0, -3, 2));
    float[] right = new float[2 * 9];
    right[4] = -0.5f;
    for (int i = 9; i < 18; i++) {
      right[i] = 2;
    }
    weights.put("right", new Weights(right, new float[1]));
    float[] last = new float[2 * 3 * 9];
    last[0] = 3;
    last[8] = -4;
    last[9] = 1;
    last[13] = -1;
    last[20] = -2;
    last[27 + 18] = 1;
    weights.put("last", new Weights(last, new float[2]));
    return feeders(
        BGR,
        weights,
        new Node("first", new Convolution(2, POINT), List.of("input"), Elementary.RELU),
        node("pool", new MaxPool(Window.of(2, 2, 0)), "first"),
        new Node("left", new Convolution(2, POINT), List.of("pool"), Elementary.RELU),
        node("right", new Convolution(1, Window.of(3, 1, 1)), "pool"),
        node("join", new Concat(), "left", "right"),
        node("norm", new LocalResponseNorm(5, 1e-4, 0.75, 1), "join"),
        node("last", new Convolution(2, Window.of(3, 1, 1)), "norm"));
  }

  /** A block with a shortcut. */
  private static Feeders residual() {
    return feeders(
        BGR,
        Map.of(
            "stem", values(1, 0, 0, 0, 1, 0),
            "branch", values(2, 1, 0, 7),
            "last", values(3, -4)),
        node("stem", new Convolution(2, POINT), "input"),
        node("branch", new Convolution(2, POINT), "stem"),
        node("sum", Elementwise.ADD, "stem", "branch"),
        node("last", new Convolution(1, POINT), "sum"));
  }

  private static Feeders feeders(
      Preprocessing preprocessing, Map<String, Weights> weights, Node... nodes) {
    return new Feeders(network(preprocessing, weights, nodes));
  }

  static Network network(Preprocessing preprocessing, Map<String, Weights> weights, Node... nodes) {
    Architecture architecture =
        new Architecture("toy", new Shape(3, 4, 4), preprocessing, List.of(nodes));
    return new Network(architecture, weights, "toy", List.of());
  }

  static Node node(String name, Layer layer, String... inputs) {
    return new Node(name, layer, List.of(inputs), Elementary.NONE);
  }

  /** A kernel; biases do not feed. */
  private static Weights values(float... kernel) {
    return new Weights(kernel, new float[0]);
  }

  static Feeder feeder(String layer, int channel, float weight) {
    return new Feeder(layer, channel, weight);
  }
}
