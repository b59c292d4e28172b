package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TestEngines;
import phosphene.engine.Toys;
import phosphene.image.pixel.Raster;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.GlobalAveragePool;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Mix;
import phosphene.spec.Seed;
import phosphene.spec.Tap;

class DreamRendererTest {
  private static final Network TOY =
      network(
          32,
          8,
          relu("a", new Convolution(8, Window.of(5, 2, 0)), "input"),
          node("pool", new MaxPool(Window.of(3, 2, 0).rounded(Rounding.CEIL)), "a"),
          relu("b", new Convolution(8, Window.of(3, 1, 1)), "pool"),
          relu("c", new Convolution(5, Window.of(1, 1, 0)), "pool"),
          node("both", new Concat(), "b", "c"),
          node("mean", new GlobalAveragePool(), "both"));
  private static final Mix BOTH = Mix.of("both");
  private static final DreamRecipe BRIEF = recipe(3, 0, 0);

  private static DreamRecipe recipe(int steps, double smoothing, double blend) {
    return new DreamRecipe(
        new DreamRecipe.Octaves(3, 1.4),
        new DreamRecipe.Stride(steps, 1.5, 8, smoothing),
        32,
        blend);
  }

  private static Raster photo(int width, int height) {
    SplittableRandom random = new SplittableRandom(width);
    return new Raster(width, height, Toys.values(random, 3 * width * height, 0.2, 0.8));
  }

  private static DreamResult dream(Network network, Mix mix, DreamRecipe recipe, Raster photo) {
    try (Engine engine = TestEngines.open(network)) {
      return new DreamRenderer(engine, mix, recipe, Optional.empty(), pixels -> {})
          .dream(photo, new Seed(3));
    }
  }

  private static DreamResult.Finished finished(DreamResult dream) {
    return (DreamResult.Finished) dream;
  }

  static Stream<Mix> mixes() {
    return Stream.of(
        BOTH,
        Mix.of("a"),
        Mix.of("mean"),
        new Mix(List.of(new Mix.Term("b", Optional.of(2), 1))),
        new Mix(
            List.of(
                new Mix.Term("a", Optional.empty(), 0.7),
                new Mix.Term("both", Optional.of(2), 0.3))));
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void everyMixIncreasesItsScoreWithAGuideAndWithout(Mix mix) {
    try (Engine engine = TestEngines.open(TOY)) {
      for (Optional<Raster> guide : List.of(Optional.<Raster>empty(), Optional.of(photo(90, 60)))) {
        for (double smoothing : new double[] {0, 1}) {
          DreamRenderer renderer =
              new DreamRenderer(engine, mix, recipe(5, smoothing, 0), guide, pixels -> {});
          DreamResult.Finished dream = finished(renderer.dream(photo(70, 41), new Seed(1)));
          assertThat(dream.scoreEnd()).isGreaterThan(dream.scoreStart());
        }
      }
    }
  }

  @Test
  void noColorMovesByMoreThanThreeSteps() {
    DreamRecipe once =
        new DreamRecipe(
            new DreamRecipe.Octaves(1, 1.4), new DreamRecipe.Stride(1, 1.5, 8, 0), 128, 0);
    Mix channel = new Mix(List.of(new Mix.Term("b", Optional.of(2), 1)));
    Raster photo = photo(70, 61);

    float[] dream = finished(dream(TOY, channel, once, photo)).image().planes();

    double most = 0;
    for (int i = 0; i < dream.length; i++) {
      most = Math.max(most, Math.abs(dream[i] - photo.planes()[i]));
    }
    assertThat(most * 255).isBetween(2 * 1.5, 3 * 1.5);
  }

  @Deterministic
  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
    Raster photo = photo(70, 41);
    float[] before = photo.planes().clone();
    try (Engine engine = TestEngines.open(TOY)) {
      DreamRenderer renderer =
          new DreamRenderer(engine, BOTH, BRIEF, Optional.empty(), pixels -> {});
      float[] first = finished(renderer.dream(photo, new Seed(1))).image().planes();
      float[] other = finished(renderer.dream(photo, new Seed(2))).image().planes();
      float[] again = finished(renderer.dream(photo, new Seed(1))).image().planes();
      assertThat(again).isEqualTo(first);
      assertThat(other).isNotEqualTo(first);
      assertThat(photo.planes()).as("the photo is left as it was").isEqualTo(before);
    }
  }

  @Test
  void aBlendOfOneIsThePhoto() {
    Raster photo = photo(40, 41);
    DreamResult.Finished dream = finished(dream(TOY, BOTH, recipe(2, 0, 1), photo));
    assertThat(dream.image().planes()).isEqualTo(photo.planes());
    assertThat(dream.scoreEnd()).isEqualTo(dream.scoreStart());
  }

  @Test
  void aBlendOfAHalfLiesInTheMiddle() {
    Raster photo = photo(40, 41);
    float[] whole = finished(dream(TOY, BOTH, recipe(2, 0, 0), photo)).image().planes();
    float[] half = finished(dream(TOY, BOTH, recipe(2, 0, 0.5), photo)).image().planes();
    for (int i = 0; i < half.length; i++) {
      assertThat(half[i]).isEqualTo(0.5f * whole[i] + 0.5f * photo.planes()[i]);
    }
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"1, 1", "7, 5", "5, 3", "33, 1", "1, 200", "32, 32", "33, 65"})
  void everySizeAndEveryShadeIsDreamt(int width, int height) {
    for (float shade : new float[] {0, 0.5f, 1}) {
      float[] planes = new float[3 * width * height];
      Arrays.fill(planes, shade);
      DreamResult.Finished dream =
          finished(dream(TOY, BOTH, BRIEF, new Raster(width, height, planes)));
      assertThat(dream.image().width()).isEqualTo(width);
      assertThat(dream.image().height()).isEqualTo(height);
      for (float value : dream.image().planes()) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void aStepMovesAValueByTheRecipesLevelsOnAverage() {
    Raster photo = photo(32, 32);
    DreamRecipe single =
        new DreamRecipe(
            new DreamRecipe.Octaves(1, 1.4), new DreamRecipe.Stride(1, 1.5, 0, 0), 32, 0);
    float[] planes = finished(dream(TOY, BOTH, single, photo)).image().planes();
    double moved = 0;
    for (int i = 0; i < planes.length; i++) {
      moved += Math.abs(planes[i] - photo.planes()[i]) / planes.length;
    }
    assertThat(moved * 255).isCloseTo(1.5, org.assertj.core.api.Assertions.within(1e-3));
  }

  @Test
  void whatHasNoGradientLeavesThePhotoAsItIs() {
    Map<String, Weights> weights = new HashMap<>(TOY.weights());
    weights.put("b", dark(TOY.weights().get("b")));
    weights.put("c", dark(TOY.weights().get("c")));
    Network blind = new Network(TOY.architecture(), weights, "blind", List.of());
    Raster photo = photo(70, 41);
    assertThat(finished(dream(blind, BOTH, BRIEF, photo)))
        .satisfies(dream -> assertThat(dream.image().planes()).isEqualTo(photo.planes()))
        .returns(0.0, DreamResult.Finished::scoreStart)
        .returns(0.0, DreamResult.Finished::scoreEnd);
    Mix half =
        new Mix(
            List.of(
                new Mix.Term("a", Optional.empty(), 1), new Mix.Term("both", Optional.empty(), 1)));
    assertThat(finished(dream(blind, half, BRIEF, photo)).image().planes())
        .as("a term that is dark leaves the others their gradient")
        .isNotEqualTo(photo.planes());
  }

  private static Weights dark(Weights weights) {
    float[] bias = new float[weights.bias().length];
    Arrays.fill(bias, -1e6f);
    return new Weights(weights.kernel(), bias);
  }

  @Test
  void valuesThatAreNotFiniteAreAnOutcome() {
    Map<String, Weights> weights = new HashMap<>(TOY.weights());
    float[] kernel = weights.get("a").kernel().clone();
    kernel[0] = Float.NaN;
    weights.put("a", new Weights(kernel, weights.get("a").bias()));
    Network broken = new Network(TOY.architecture(), weights, "broken", List.of());
    assertThat(dream(broken, BOTH, BRIEF, photo(40, 40))).isEqualTo(new DreamResult.Diverged());
  }

  /**
   * A guide that is dark where the photo is bright: of a layer without ReLU all products are
   * negative.
   */
  @Test
  void aMixMayBeUnlikeItsGuide() {
    Network linear =
        network(
            32,
            8,
            node("a", new Convolution(1, Window.of(3, 1, 1)), "input"),
            node("b", new Convolution(1, Window.of(1, 1, 0)), "a"));
    Map<String, Weights> weights = new HashMap<>(linear.weights());
    float[] kernel = new float[27];
    Arrays.fill(kernel, 1f);
    weights.put("a", new Weights(kernel, new float[] {0}));
    weights.put("b", new Weights(new float[] {1}, new float[] {0}));
    Raster dark = new Raster(32, 32, new float[3 * 32 * 32]);
    float[] white = new float[3 * 32 * 32];
    Arrays.fill(white, 1f);
    // Half way between the two is 0.
    float half = 0;
    try (Engine engine =
        TestEngines.open(new Network(linear.architecture(), weights, "x", List.of()))) {
      half = (float) levels(engine, white) / 2 + (float) levels(engine, dark.planes()) / 2;
    }
    weights.put("a", new Weights(kernel, new float[] {-half}));
    Mix two =
        new Mix(
            List.of(
                new Mix.Term("a", Optional.empty(), 0.7),
                new Mix.Term("b", Optional.empty(), 0.3)));
    try (Engine engine =
        TestEngines.open(new Network(linear.architecture(), weights, "x", List.of()))) {
      DreamRenderer renderer =
          new DreamRenderer(engine, two, BRIEF, Optional.of(dark), pixels -> {});
      DreamResult.Finished dream = finished(renderer.dream(new Raster(32, 32, white), new Seed(1)));

      assertThat(dream.scoreStart()).isNegative();
      assertThat(dream.scoreEnd()).isGreaterThan(dream.scoreStart()).isFinite();
    }
  }

  /** The largest activation of a layer that sums its input. */
  private static double levels(Engine engine, float[] planes) {
    try (Session session = engine.open(List.of(new Target("a", Tap.POST)), new Batch(1, 32, 32))) {
      session.forward(planes);
      float[] values = new float[session.shape(0).size()];
      session.read(0, 0, values);
      double middle = values[16 * 32 + 16];
      return middle;
    }
  }

  @Test
  void progressCountsEveryPixelThatPasses() {
    Mix two =
        new Mix(
            List.of(
                new Mix.Term("a", Optional.empty(), 1), new Mix.Term("b", Optional.empty(), 1)));
    DreamRecipe recipe =
        new DreamRecipe(
            new DreamRecipe.Octaves(2, 2), new DreamRecipe.Stride(3, 1.5, 8, 0), 128, 0);
    AtomicLong passed = new AtomicLong();
    try (Engine engine = TestEngines.open(TOY)) {
      new DreamRenderer(engine, two, recipe, Optional.empty(), passed::addAndGet)
          .dream(photo(128, 64), new Seed(1));
    }
    // For each octave the steps and the weighing of two terms; then the scores.
    assertThat(passed.get()).isEqualTo((64 * 32 + 128 * 64) * (3 + 1) + 2 * 128 * 64);
  }

  @Test
  void anUnknownLayerIsRefused() {
    try (Engine engine = TestEngines.open(TOY)) {
      assertThatThrownBy(
              () -> new DreamRenderer(engine, Mix.of("z"), BRIEF, Optional.empty(), pixels -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Unknown layer: z");
    }
  }

  /** Before the first step, in the middle, and only when the last is done. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void valuesThatCeaseToBeFiniteAreAnOutcome(PoisonedEngine.What what) {
    int passes = 0;
    try (PoisonedEngine sound = poisoned(PoisonedEngine.What.NOTHING, 0)) {
      assertThat(dream(sound)).isInstanceOf(DreamResult.Finished.class);
      passes = sound.passes();
    }
    assertThat(passes).isPositive();
    int last = what == PoisonedEngine.What.GRADIENTS ? passes - 1 : passes;
    for (int some : new int[] {0, passes / 2, last}) {
      try (PoisonedEngine engine = poisoned(what, some)) {
        assertThat(dream(engine))
            .as("after %d of %d", some, passes)
            .isEqualTo(new DreamResult.Diverged());
      }
    }
  }

  private static PoisonedEngine poisoned(PoisonedEngine.What what, int sound) {
    return new PoisonedEngine(TestEngines.open(TOY), what, sound);
  }

  private static DreamResult dream(Engine engine) {
    return new DreamRenderer(engine, BOTH, BRIEF, Optional.empty(), pixels -> {})
        .dream(photo(40, 40), new Seed(3));
  }
}
