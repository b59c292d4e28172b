package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.network.Architecture;
import phosphene.network.AveragePool;
import phosphene.network.ChannelGather;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Crop;
import phosphene.network.Elementwise;
import phosphene.network.Extent;
import phosphene.network.GlobalAveragePool;
import phosphene.network.GlobalMaxPool;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Padding;
import phosphene.network.Scale;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.Elu;
import phosphene.network.activation.HardSigmoid;
import phosphene.network.activation.LeakyRelu;
import phosphene.network.activation.ThresholdedRelu;
import phosphene.spec.Effort;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;
import phosphene.spec.Tap;

/** Units that never fire, whatever nonlinearity keeps them silent. */
class DeadUnitsTest {
  private static final Convolution EIGHT = new Convolution(8, Window.of(3, 1, 1));

  static Stream<Arguments> rectifiers() {
    return Stream.of(
        Arguments.of(Elementary.RELU, 0),
        Arguments.of(Clip.RELU6, 0),
        Arguments.of(new ThresholdedRelu(1), 1),
        Arguments.of(new HardSigmoid(0.2, 0.5), -2.5),
        Arguments.of(Elementary.HARD_SWISH, -1.5),
        Arguments.of(Elementary.SILU, -1.2785),
        Arguments.of(Elementary.GELU, -0.7518),
        Arguments.of(Elementary.MISH, -1.1925));
  }

  /** At its border a function is flat, or has its minimum: from there on nothing leads up. */
  @ParameterizedTest
  @MethodSource("rectifiers")
  void aUnitIsSilentBelowTheBorderOfItsNonlinearity(Activation activation, double border) {
    Node node = new Node("n", EIGHT, List.of("input"), activation);
    SourceRectifier rectifier = new SourceRectifier(node, 3, 8);
    float low = (float) border - 0.001f;
    float high = (float) border + 0.001f;
    assertThat(rectifier.silent(new float[] {low, -9, low})).isTrue();
    assertThat(rectifier.silent(new float[] {low, high, low})).isFalse();
    assertThat(rectifier.silent(new float[] {-9, 99})).as("saturated: it fires").isFalse();
  }

  @Test
  void aUnitComesFromTheRectifiersBehindLayersThatJoinAndMoveValues() {
    Architecture net =
        network(
                32,
                8,
                with(Elementary.SILU, node("a", EIGHT, "input")),
                relu("b", EIGHT, "a"),
                node("linear", EIGHT, "a"),
                node("both", new Concat(), "a", "b", "linear"),
                node("half", new ChannelGather(List.of(1, 9, 17)), "both"),
                node("pool", new MaxPool(Window.of(2, 2, 0)), "half"),
                node(
                    "mean", new AveragePool(Window.of(2, 1, 0), AveragePool.Divisor.VALID), "pool"),
                node("part", new Crop(new Padding(1, 1, 1, 1), new Extent(1, 1)), "mean"),
                node("sum", Elementwise.ADD, "a", "b"),
                node("scaled", new Scale(), "b"),
                with(Elementary.SIGMOID, node("bent", new GlobalMaxPool(), "b")),
                node("top", new GlobalMaxPool(), "part"))
            .architecture();
    for (String layer : List.of("half", "pool", "mean", "part", "top")) {
      assertThat(from(net, layer, 0)).as(layer).containsExactly("a/1");
      assertThat(from(net, layer, 1)).as(layer).containsExactly("b/1");
      assertThat(from(net, layer, 2)).as(layer).isEmpty();
    }
    for (String other : List.of("linear", "sum", "scaled", "bent")) {
      assertThat(from(net, other, 1)).as(other).isEmpty();
    }
  }

  private static Node with(Activation activation, Node node) {
    return new Node(node.name(), node.layer(), node.inputs(), activation);
  }

  private static List<String> from(Architecture net, String layer, int channel) {
    return SourceRectifier.of(net, layer, channel).stream()
        .map(one -> one.node().name() + "/" + one.channel())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LEAKY", "ELU", "TANH", "SOFTPLUS", "NONE"})
  void whatLetsEveryGradientThroughIsNeverDead(String name) {
    Activation activation =
        switch (name) {
          case "LEAKY" -> new LeakyRelu(0.1);
          case "ELU" -> new Elu(1);
          default -> Elementary.valueOf(name);
        };
    Architecture net = network(32, 8, with(activation, node("a", EIGHT, "input"))).architecture();
    assertThat(SourceRectifier.of(net, "a", 1)).isEmpty();
  }

  private static final Network RELUS =
      network(
          32,
          8,
          relu("a", EIGHT, "input"),
          relu("b", EIGHT, "a"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "b"),
          node("logits", new GlobalAveragePool(), "pool"),
          node("probabilities", new Softmax(), "logits"));

  /** The network with one channel of "b" that no image can make positive. */
  private static Network withDeadChannel(int channel) {
    Map<String, Weights> weights = new HashMap<>(RELUS.weights());
    Weights b = weights.get("b");
    float[] kernel = b.kernel().clone();
    int size = kernel.length / b.bias().length;
    for (int i = channel * size; i < (channel + 1) * size; i++) {
      kernel[i] = -Math.abs(kernel[i]);
    }
    float[] bias = new float[b.bias().length];
    Arrays.fill(bias, 0.5f);
    bias[channel] = -0.1f;
    weights.put("b", new Weights(kernel, bias));
    return new Network(RELUS.architecture(), weights, "dead", List.of());
  }

  /** Every rectifier, at each tap, on the layer itself and on a pool behind it. */
  @ParameterizedTest
  @MethodSource("rectifiers")
  void aUnitThatNoImageMakesFireIsDeadWithEveryNonlinearity(Activation activation, double border) {
    Network net = bent(activation, -0.6f, (float) border - 3);
    for (String layer : List.of("b", "pool")) {
      for (Tap tap : Tap.values()) {
        Objective objective =
            new Objective(new Objective.Kind.Channel(), Objective.Sign.POSITIVE, tap);
        try (Engine engine = TestEngines.open(net)) {
          Ascent ascent =
              new Ascent(engine, new LayerContext(layer, objective, recipe(3, 2, 16)), tiles -> {});
          List<TileResult> results =
              ascent.render(List.of(new TileStart(0, new Seed(1)), new TileStart(1, new Seed(2))));
          assertThat(life(results.get(0))).as("%s %s", layer, tap).isEqualTo(TileResult.Life.DEAD);
          assertThat(life(results.get(1))).as("%s %s", layer, tap).isEqualTo(TileResult.Life.ALIVE);
        }
      }
    }
  }

  /**
   * Below its minimum a function of the kind of SiLU rises as its input falls: after it, the
   * gradient leads away from where the unit would fire.
   */
  @ParameterizedTest
  @ValueSource(strings = {"SILU", "GELU", "MISH", "HARD_SWISH"})
  void aUnitBelowItsMinimumIsBroughtToFireByTheRedirectedGradient(String name) {
    Network net = bent(Elementary.valueOf(name), 1, -6.5f);
    Objective after =
        new Objective(new Objective.Kind.Channel(), Objective.Sign.POSITIVE, Tap.POST);
    for (int redirect : new int[] {0, 150}) {
      LayerContext context = new LayerContext("b", after, recipe(150, 0, redirect));
      try (Engine engine = TestEngines.open(net)) {
        TileResult result =
            new Ascent(engine, context, tiles -> {})
                .render(List.of(new TileStart(0, new Seed(1))))
                .get(0);
        assertThat(life(result))
            .as("%s redirected for %d steps", name, redirect)
            .isEqualTo(redirect == 0 ? TileResult.Life.DEAD : TileResult.Life.ALIVE);
      }
    }
  }

  /**
   * Two units of one weight for all pixels, and a pool: the first may be silent, the second fires.
   */
  private static Network bent(Activation activation, float weight, float bias) {
    Network plain =
        network(
            16,
            8,
            with(activation, node("b", new Convolution(2, Window.of(3, 1, 1)), "input")),
            node("pool", new MaxPool(Window.of(2, 2, 0)), "b"));
    float[] kernel = new float[2 * 27];
    Arrays.fill(kernel, 0, 27, weight / 4);
    Arrays.fill(kernel, 27, 54, 0.5f);
    Map<String, Weights> weights = Map.of("b", new Weights(kernel, new float[] {bias, 1}));
    return new Network(plain.architecture(), weights, "bent", List.of());
  }

  private static Recipe recipe(int steps, int retries, int redirect) {
    Recipe standard = Recipe.standard();
    return new Recipe(
        32,
        standard.parameterization(),
        standard.transforms(),
        standard.optimizer(),
        new Effort(steps, 1, retries, redirect));
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        Arguments.of("b", new Objective.Kind.Channel(), Tap.PRE),
        Arguments.of("b", Objective.Kind.Neuron.center(), Tap.POST),
        Arguments.of("pool", new Objective.Kind.Channel(), Tap.PRE),
        Arguments.of("pool", Objective.Kind.Neuron.center(), Tap.POST),
        Arguments.of("logits", new Objective.Kind.Logit(), Tap.PRE));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void aUnitIsDeadAtEveryTapOfTheLayersThatShowIt(String layer, Objective.Kind kind, Tap tap) {
    for (Objective.Sign sign : Objective.Sign.values()) {
      LayerContext context =
          new LayerContext(layer, new Objective(kind, sign, tap), recipe(4, 2, 16));
      try (Engine engine = TestEngines.open(withDeadChannel(3))) {
        List<TileResult> results =
            new Ascent(engine, context, tiles -> {})
                .render(List.of(new TileStart(3, new Seed(1)), new TileStart(1, new Seed(2))));
        boolean asked = sign == Objective.Sign.POSITIVE;
        assertThat(life(results.get(0)))
            .isEqualTo(asked ? TileResult.Life.DEAD : TileResult.Life.ALIVE);
        assertThat(life(results.get(1))).isEqualTo(TileResult.Life.ALIVE);
      }
    }
  }

  private static TileResult.Life life(TileResult result) {
    return ((TileResult.Finished) result).life();
  }
}
