package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.Deterministic;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.GlobalAveragePool;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.spec.ColorSpace;
import phosphene.spec.Effort;
import phosphene.spec.Objective;
import phosphene.spec.Optimizer;
import phosphene.spec.Parameterization;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;
import phosphene.spec.Tap;

class AscentTest {
  private static final Network TOY =
      network(
          32,
          8,
          relu("a", new Convolution(8, Window.of(3, 1, 1)), "input"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
          relu("b", new Convolution(8, Window.of(3, 1, 1)), "pool"),
          relu("c", new Convolution(5, Window.of(1, 1, 0)), "pool"),
          node("both", new Concat(), "b", "c"),
          node("logits", new GlobalAveragePool(), "both"),
          node("probabilities", new Softmax(), "logits"));

  private static Recipe recipe(Parameterization parameterization, int steps) {
    Recipe standard = Recipe.standard();
    return new Recipe(
        32,
        parameterization,
        standard.transforms(),
        new Optimizer.Adam(0.05),
        new Effort(steps, 1, 2, 16));
  }

  private static Recipe fourier(int steps) {
    return recipe(Recipe.standard().parameterization(), steps);
  }

  private static List<TileResult> render(
      Network network, LayerContext context, TileStart... starts) {
    try (Engine engine = TestEngines.open(network)) {
      return new Ascent(engine, context, tiles -> {}).render(List.of(starts));
    }
  }

  private static TileStart start(int channel) {
    return new TileStart(channel, new Seed(100 + channel));
  }

  private static TileResult.Finished finished(TileResult result) {
    return (TileResult.Finished) result;
  }

  private static boolean same(TileResult a, TileResult b) {
    return Arrays.equals(finished(a).raster().planes(), finished(b).raster().planes());
  }

  @Test
  void everyObjectiveIncreasesItsScore() {
    for (Objective.Kind kind :
        List.of(
            new Objective.Kind.Channel(),
            Objective.Kind.Neuron.center(),
            new Objective.Kind.Neuron(0.3, 0.6),
            new Objective.Kind.Logit())) {
      for (Objective.Sign sign : Objective.Sign.values()) {
        for (Tap tap : Tap.values()) {
          String layer = kind instanceof Objective.Kind.Logit ? "logits" : "both";
          LayerContext context =
              new LayerContext(layer, new Objective(kind, sign, tap), fourier(30));
          for (TileResult result : render(lively(), context, start(5), start(12))) {
            assertThat(finished(result).scores().end())
                .as("%s %s %s", kind, sign, tap)
                .isGreaterThan(finished(result).scores().start());
          }
        }
      }
    }
  }

  @Test
  void everyParameterizationIncreasesItsScore() {
    for (ColorSpace color : ColorSpace.values()) {
      for (Parameterization parameterization :
          List.of(
              new Parameterization.Fourier(1, 0.01, color),
              new Parameterization.Pixels(0.01, color))) {
        LayerContext context =
            new LayerContext("b", Objective.standard(), recipe(parameterization, 10));
        TileResult.Scores scores = finished(render(TOY, context, start(2)).get(0)).scores();
        assertThat(scores.end()).isGreaterThan(scores.start());
      }
    }
  }

  @Deterministic
  @Test
  void aTileDoesNotDependOnItsBatch() {
    LayerContext context = new LayerContext("both", Objective.standard(), fourier(5));
    List<TileResult> together = render(TOY, context, start(0), start(7), start(8), start(12));
    int i = 0;
    for (int channel : new int[] {0, 7, 8, 12}) {
      TileResult alone = render(TOY, context, start(channel)).get(0);
      assertThat(same(alone, together.get(i++))).isTrue();
    }
  }

  @Deterministic
  @Test
  void anotherSeedGivesAnotherImageAndTheSameSeedTheSame() {
    LayerContext context = new LayerContext("b", Objective.standard(), fourier(3));
    TileResult first = render(TOY, context, new TileStart(1, new Seed(1))).get(0);
    TileResult same = render(TOY, context, new TileStart(1, new Seed(1))).get(0);
    TileResult other = render(TOY, context, new TileStart(1, new Seed(2))).get(0);
    assertThat(same(same, first)).isTrue();
    assertThat(same(other, first)).isFalse();
  }

  @Test
  void theBestOfSeveralAttemptsIsKept() {
    Recipe one = fourier(3);
    Recipe three =
        new Recipe(
            one.size(),
            one.parameterization(),
            one.transforms(),
            one.optimizer(),
            new Effort(3, 3, 0, 16));
    double best = Double.NEGATIVE_INFINITY;
    for (int attempt = 0; attempt < 3; attempt++) {
      LayerContext single = new LayerContext("b", Objective.standard(), one);
      best = Math.max(best, score(single, new Seed(9), attempt));
    }
    TileResult kept =
        render(
                TOY,
                new LayerContext("b", Objective.standard(), three),
                new TileStart(1, new Seed(9)))
            .get(0);
    assertThat(finished(kept).scores().end()).isEqualTo(best);
  }

  /**
   * The score of an ascent whose first attempt draws what the given attempt of {@code seed} draws.
   */
  private static double score(LayerContext context, Seed seed, int attempt) {
    try (Engine engine = TestEngines.open(TOY)) {
      TransformedView view =
          new TransformedView(context.recipe().transforms(), 32, context.recipe().canvas());
      TileOptimizer optimizer =
          new TileOptimizer(
              context.recipe(),
              view,
              ColorTransform.decorrelated().within(0.02),
              seed.derive(attempt),
              context.recipe().effort().steps());
      TilePictures tile = new TilePictures(1, List.of(optimizer));
      ResolvedObjective objective = ObjectiveRegistry.of(context, engine);
      try (BatchLoop loop =
          new BatchLoop(engine, context, objective, List.of(tile), view.canvas())) {
        loop.steps(context.recipe().effort().steps(), tiles -> {});
        return loop.scores()[0];
      }
    }
  }

  /** The toy with offsets that make every unit fire somewhere on a noisy start. */
  private static Network lively() {
    Map<String, Weights> weights = new HashMap<>(TOY.weights());
    for (String layer : List.of("b", "c")) {
      float[] bias = weights.get(layer).bias().clone();
      Arrays.fill(bias, 1);
      weights.put(layer, new Weights(weights.get(layer).kernel(), bias));
    }
    return new Network(TOY.architecture(), weights, "lively", List.of());
  }

  /** The toy with one channel of "b" that no image can make positive. */
  private static Network withDeadChannel(int channel) {
    Map<String, Weights> weights = new HashMap<>(TOY.weights());
    Weights b = weights.get("b");
    float[] kernel = b.kernel().clone();
    int size = kernel.length / b.bias().length;
    for (int i = channel * size; i < (channel + 1) * size; i++) {
      kernel[i] = -Math.abs(kernel[i]);
    }
    float[] bias = b.bias().clone();
    bias[channel] = -0.1f;
    weights.put("b", new Weights(kernel, bias));
    return new Network(TOY.architecture(), weights, "dead", List.of());
  }

  @Test
  void aUnitThatNeverFiresIsDeadAfterAllRetriesAndItsNeighborIsNot() {
    LayerContext context = new LayerContext("b", Objective.standard(), fourier(4));
    List<TileResult> results = render(withDeadChannel(3), context, start(3), start(1));
    assertThat(finished(results.get(0)).life()).isEqualTo(TileResult.Life.DEAD);
    assertThat(finished(results.get(1)).life()).isEqualTo(TileResult.Life.ALIVE);
    assertThat(finished(results.get(1)).route()).isEqualTo(new TileResult.Route(0, 0, 4));
  }

  @Test
  void aNegativeObjectiveDoesNotAskForFiring() {
    Objective negative =
        new Objective(new Objective.Kind.Channel(), Objective.Sign.NEGATIVE, Tap.PRE);
    TileResult result =
        render(withDeadChannel(3), new LayerContext("b", negative, fourier(4)), start(3)).get(0);
    assertThat(finished(result).life()).isEqualTo(TileResult.Life.ALIVE);
  }

  @Test
  void aBlockedStartIsMovedByTheRedirectedGradientOnly() {
    Map<String, Weights> weights = new HashMap<>(TOY.weights());
    Weights a = weights.get("a");
    float[] bias = new float[a.bias().length];
    // Gray noise excites nothing at this bias; strong contrast does.
    Arrays.fill(bias, -1.5f);
    weights.put("a", new Weights(a.kernel(), bias));
    Network sleepy = new Network(TOY.architecture(), weights, "sleepy", List.of());
    List<Double> increases = new ArrayList<>();
    for (int redirect : new int[] {0, 60}) {
      Recipe recipe = fourier(60);
      Recipe changed =
          new Recipe(
              32,
              recipe.parameterization(),
              recipe.transforms(),
              recipe.optimizer(),
              new Effort(60, 1, 0, redirect));
      TileResult result =
          render(sleepy, new LayerContext("b", Objective.standard(), changed), start(1)).get(0);
      increases.add(finished(result).scores().end() - finished(result).scores().start());
    }
    assertThat(increases.get(0)).isZero();
    assertThat(increases.get(1)).isNotZero();
  }

  @Test
  void valuesThatAreNotFiniteAreAnOutcome() {
    Map<String, Weights> weights = new HashMap<>(TOY.weights());
    float[] kernel = weights.get("a").kernel().clone();
    kernel[0] = Float.NaN;
    weights.put("a", new Weights(kernel, weights.get("a").bias()));
    Network broken = new Network(TOY.architecture(), weights, "broken", List.of());
    LayerContext context = new LayerContext("b", Objective.standard(), fourier(2));
    assertThat(render(broken, context, start(1)).get(0)).isInstanceOf(TileResult.Diverged.class);
  }

  /** Before the first step, in the middle, and only when the last is done. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void valuesThatCeaseToBeFiniteAreAnOutcome(PoisonedEngine.What what) {
    int passes = 0;
    try (PoisonedEngine sound = poisoned(PoisonedEngine.What.NOTHING, 0)) {
      assertThat(render(sound)).isInstanceOf(TileResult.Finished.class);
      passes = sound.passes();
    }
    assertThat(passes).isPositive();
    int last = what == PoisonedEngine.What.GRADIENTS ? passes - 1 : passes;
    for (int some : new int[] {0, passes / 2, last}) {
      try (PoisonedEngine engine = poisoned(what, some)) {
        assertThat(render(engine))
            .as("after %d of %d", some, passes)
            .isInstanceOf(TileResult.Diverged.class);
      }
    }
  }

  private static PoisonedEngine poisoned(PoisonedEngine.What what, int sound) {
    return new PoisonedEngine(TestEngines.open(TOY), what, sound);
  }

  private static TileResult render(Engine engine) {
    LayerContext context = new LayerContext("b", Objective.standard(), fourier(4));
    return new Ascent(engine, context, tiles -> {}).render(List.of(start(1))).get(0);
  }
}
