package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.engine.Toys;
import phosphene.image.pixel.Raster;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.spec.ColorSpace;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Effort;
import phosphene.spec.FlightPath;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Keyframe;
import phosphene.spec.Mix;
import phosphene.spec.Motion;
import phosphene.spec.Objective;
import phosphene.spec.Parameterization;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;

/** Pictures of a network that sees no colors. */
class GreyTest {
  private static final Network TOY =
      network(
          new Shape(1, 28, 28),
          Preprocessing.grey(),
          8,
          relu("a", new Convolution(8, Window.of(5, 1, 2)), "input"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
          relu("b", new Convolution(8, Window.of(3, 1, 1)), "pool"));
  private static final int SIDE = 40;

  static Stream<Parameterization> parameterizations() {
    return Stream.of(ColorSpace.values())
        .flatMap(
            color ->
                Stream.of(
                    new Parameterization.Fourier(1, 0.01, color),
                    new Parameterization.Pixels(0.01, color)));
  }

  @Deterministic
  @ParameterizedTest
  @MethodSource("parameterizations")
  void aTileIsGreyAndHasContentAndIsTheSameAgain(Parameterization parameterization) {
    Recipe standard = Recipe.standard();
    Recipe recipe =
        new Recipe(
            SIDE,
            parameterization,
            standard.transforms(),
            standard.optimizer(),
            new Effort(30, 1, 0, 16));
    LayerContext context = new LayerContext("b", Objective.standard(), recipe);
    TileResult.Finished first = tile(context);
    assertThat(first.scores().end()).isGreaterThan(first.scores().start());
    assertGrey(first.raster().planes());
    assertThat(ColorStrength.of(first.raster().planes()).contrast()).isGreaterThan(0.05);
    assertThat(tile(context).raster().planes()).isEqualTo(first.raster().planes());
  }

  private static TileResult.Finished tile(LayerContext context) {
    try (Engine engine = TestEngines.open(TOY)) {
      Ascent ascent = new Ascent(engine, context, tiles -> {});
      return (TileResult.Finished) ascent.render(List.of(new TileStart(2, new Seed(5)))).get(0);
    }
  }

  private static void assertGrey(float[] planes) {
    int area = planes.length / 3;
    float[] red = Arrays.copyOf(planes, area);
    assertThat(Arrays.copyOfRange(planes, area, 2 * area)).isEqualTo(red);
    assertThat(Arrays.copyOfRange(planes, 2 * area, 3 * area)).isEqualTo(red);
  }

  private static Raster photo() {
    float[] planes = Toys.values(new SplittableRandom(1), 3 * SIDE * SIDE, 0.4, 0.6);
    return new Raster(SIDE, SIDE, planes);
  }

  @Deterministic
  @Test
  void aDreamAddsGreyToThePhotosColors() {
    DreamRecipe recipe =
        new DreamRecipe(
            new DreamRecipe.Octaves(1, 1.4), new DreamRecipe.Stride(5, 1.5, 8, 0), 64, 0);
    try (Engine engine = TestEngines.open(TOY)) {
      DreamRenderer renderer =
          new DreamRenderer(engine, Mix.of("b"), recipe, Optional.empty(), pixels -> {});
      DreamResult.Finished dream = (DreamResult.Finished) renderer.dream(photo(), new Seed(1));
      assertThat(dream.scoreEnd()).isGreaterThan(dream.scoreStart());
      float[] added = dream.image().planes().clone();
      for (int i = 0; i < added.length; i++) {
        added[i] -= photo().planes()[i];
      }
      int area = SIDE * SIDE;
      double most = 0;
      for (int i = 0; i < area; i++) {
        assertThat(added[area + i]).isCloseTo(added[i], within(1e-6f));
        assertThat(added[2 * area + i]).isCloseTo(added[i], within(1e-6f));
        most = Math.max(most, Math.abs(added[i]));
      }
      assertThat(most).isGreaterThan(0.01);
    }
  }

  @Test
  void aFlightBeginsWithTheGreyOfItsPhotoAndStaysGrey() {
    FlightRecipe recipe =
        new FlightRecipe(
            SIDE,
            10,
            1,
            new FlightRecipe.Look(
                new Parameterization.Fourier(1, 0.01, ColorSpace.DECORRELATED),
                List.of(),
                FlightRecipe.standard().look().optimizer()),
            new FlightRecipe.Hold(0.2, 0.2, 0.2));
    FlightImage image = new FlightImage(recipe, SIDE, Preprocessing.grey());
    image.photo(photo());
    float[] seen = image.raster().planes();
    assertGrey(seen);
    for (int i = 0; i < SIDE * SIDE; i++) {
      float[] colors = photo().planes();
      double luma =
          0.299 * colors[i] + 0.587 * colors[SIDE * SIDE + i] + 0.114 * colors[2 * SIDE * SIDE + i];
      assertThat((double) seen[i]).isCloseTo(luma, within(1e-4));
    }
    Mix unit = new Mix(List.of(new Mix.Term("b", Optional.of(2), 1)));
    Keyframe key =
        new Keyframe(0, unit, new Motion(1.5, 30, 0.1, 0), 3, Keyframe.Ease.LINEAR, "x.yaml:1");
    try (Engine engine = TestEngines.open(TOY);
        FlightRenderer flight =
            new FlightRenderer(
                engine,
                new FlightPath(List.of(key), 1),
                recipe,
                Optional.of(photo()),
                new Seed(1),
                steps -> {})) {
      for (int frame = 0; frame < 3; frame++) {
        assertGrey(flight.fly().orElseThrow().raster().planes());
      }
    }
  }
}
