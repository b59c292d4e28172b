package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.engine.Toys;
import phosphene.image.pixel.Raster;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Preprocessing;
import phosphene.network.Window;
import phosphene.spec.ColorSpace;
import phosphene.spec.FlightPath;
import phosphene.spec.FlightRecipe;
import phosphene.spec.Keyframe;
import phosphene.spec.Keyframe.Ease;
import phosphene.spec.Mix;
import phosphene.spec.Motion;
import phosphene.spec.Parameterization;
import phosphene.spec.Seed;
import phosphene.spec.Transform;

/** Flights on a toy network. */
class FlightRendererTest {
  private static final Network TOY =
      network(
          48,
          8,
          relu("a", new Convolution(8, Window.of(5, 1, 2)), "input"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
          relu("b", new Convolution(8, Window.of(3, 1, 1)), "pool"));
  private static final Motion SPIRAL = new Motion(1.5, 30, 0.1, 0);

  private static Mix unit(String layer, int channel) {
    return new Mix(List.of(new Mix.Term(layer, Optional.of(channel), 1)));
  }

  private static Keyframe key(double at, Mix units) {
    return new Keyframe(at, units, SPIRAL, 3, Ease.LINEAR, "x.yaml:1");
  }

  /** Two seconds: a channel, a mix of another and a whole layer, a channel. */
  private static final FlightPath PATH =
      new FlightPath(
          List.of(
              key(0, unit("a", 1)),
              key(
                  1,
                  new Mix(
                      List.of(
                          new Mix.Term("b", Optional.of(2), 3),
                          new Mix.Term("a", Optional.empty(), 1)))),
              key(2, unit("b", 5))),
          2);

  private static FlightRecipe recipe(double contrast, double blend) {
    return new FlightRecipe(
        48,
        10,
        12,
        new FlightRecipe.Look(
            new Parameterization.Fourier(1, 0.01, ColorSpace.DECORRELATED),
            List.of(new Transform.Jitter(2)),
            FlightRecipe.standard().look().optimizer()),
        new FlightRecipe.Hold(contrast, contrast / 2, blend));
  }

  private static FlightRenderer renderer(Engine engine, FlightPath path, FlightRecipe recipe) {
    return new FlightRenderer(engine, path, recipe, Optional.empty(), new Seed(4), steps -> {});
  }

  private static List<Frame> fly(FlightRenderer renderer, int frames) {
    List<Frame> flown = new ArrayList<>();
    while (renderer.next() < frames) {
      flown.add(renderer.fly().orElseThrow());
    }
    return flown;
  }

  @Deterministic
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 10, 15})
  void aFlightThatWasLeftGoesOnToTheSameBits(int left) {
    try (Engine engine = TestEngines.open(TOY);
        FlightRenderer whole = renderer(engine, PATH, recipe(0.2, 0.2));
        FlightRenderer first = renderer(engine, PATH, recipe(0.2, 0.2));
        FlightRenderer second = renderer(engine, PATH, recipe(0.2, 0.2))) {
      List<Frame> frames = fly(whole, 20);
      fly(first, left);

      second.restore(first.state());
      List<Frame> rest = fly(second, 20);

      assertThat(rest).hasSize(20 - left);
      for (int i = 0; i < rest.size(); i++) {
        Frame expected = frames.get(left + i);
        assertThat(rest.get(i).number()).isEqualTo(left + i);
        assertThat(rest.get(i).raster().planes()).isEqualTo(expected.raster().planes());
        assertThat(rest.get(i).figures()).isEqualTo(expected.figures());
      }
    }
  }

  @Test
  void theAscentMaximizesWhatIsFlown() {
    FlightPath still =
        new FlightPath(List.of(new Keyframe(0, unit("b", 2), Motion.STILL, 3, Ease.HOLD, "x")), 1);
    try (Engine engine = TestEngines.open(TOY);
        FlightRenderer renderer = renderer(engine, still, recipe(0, 0))) {
      List<Frame> frames = fly(renderer, 10);

      for (int i = 1; i < frames.size(); i++) {
        assertThat(frames.get(i).figures().score())
            .isGreaterThan(frames.get(i - 1).figures().score());
      }
    }
  }

  @Test
  void contrastIsHeldOverAHundredFrames() {
    FlightPath path = new FlightPath(List.of(key(0, unit("b", 2))), 10);
    try (Engine engine = TestEngines.open(TOY);
        FlightRenderer held = renderer(engine, path, recipe(0.1, 0));
        FlightRenderer free = renderer(engine, path, recipe(0, 0))) {
      List<Frame> frames = fly(held, 100);

      assertThat(fly(free, 100).get(99).figures().contrast()).isGreaterThan(0.15);
      for (Frame frame : frames.subList(50, 100)) {
        assertThat(frame.figures().contrast()).isCloseTo(0.1, within(0.01));
        assertThat(frame.figures().saturation()).isLessThan(0.06);
        assertThat(frame.figures().flicker()).as("it goes on changing").isGreaterThan(1e-4);
      }
    }
  }

  private static Stream<Parameterization> parameterizations() {
    return Arrays.stream(ColorSpace.values())
        .flatMap(
            color ->
                Stream.of(
                    new Parameterization.Fourier(1, 0.01, color),
                    new Parameterization.Pixels(0.5, color)));
  }

  @ParameterizedTest
  @MethodSource("parameterizations")
  void contrastAndSaturationAreHeldInEveryColorSpace(Parameterization parameterization) {
    FlightPath path = new FlightPath(List.of(key(0, unit("b", 2))), 4);
    FlightRecipe recipe = with(parameterization, new FlightRecipe.Hold(0.08, 0.02, 0));
    try (Engine engine = TestEngines.open(TOY);
        FlightRenderer renderer = renderer(engine, path, recipe)) {
      for (Frame frame : fly(renderer, 36).subList(12, 36)) {
        assertThat(frame.figures().contrast()).isCloseTo(0.08, within(0.008));
        assertThat(frame.figures().saturation()).isLessThan(0.022);
        assertThat(contrasts(frame.raster())).as("no color is lost").allMatch(c -> c > 0.06);
      }
    }
  }

  private static FlightRecipe with(Parameterization parameterization, FlightRecipe.Hold hold) {
    FlightRecipe.Look look = recipe(0, 0).look();
    return new FlightRecipe(
        48,
        10,
        40,
        new FlightRecipe.Look(parameterization, look.transforms(), look.optimizer()),
        hold);
  }

  /** The standard deviations of red, green and blue. */
  private static List<Double> contrasts(Raster raster) {
    int area = raster.width() * raster.height();
    List<Double> contrasts = new ArrayList<>();
    for (int color = 0; color < 3; color++) {
      float[] gray = new float[3 * area];
      for (int i = 0; i < gray.length; i++) {
        gray[i] = raster.planes()[color * area + i % area];
      }
      contrasts.add(ColorStrength.of(gray).contrast());
    }
    return contrasts;
  }

  @Test
  void blendingCalmsAFlight() {
    FlightPath path = new FlightPath(List.of(key(0, unit("b", 2))), 2);
    try (Engine engine = TestEngines.open(TOY);
        FlightRenderer wild = renderer(engine, path, recipe(0.2, 0));
        FlightRenderer calm = renderer(engine, path, recipe(0.2, 0.8))) {
      assertThat(flicker(fly(calm, 20))).isLessThan(0.5 * flicker(fly(wild, 20)));
    }
  }

  private static double flicker(List<Frame> frames) {
    return frames.stream()
        .skip(1)
        .mapToDouble(frame -> frame.figures().flicker())
        .average()
        .orElseThrow();
  }

  @Test
  void squaresOfGradientsMoveWithTheirPlacesAndStayWithTheirFrequencies() {
    int area = 48 * 48;
    float[] mean = Toys.values(new SplittableRandom(1), 3 * area, -1e-3, 1e-3);
    float[] square = new float[3 * area];
    square[20 * 48 + 10] = 1;
    Motion motion = new Motion(1, 0, 0.25, 0.5); // 12 pixels to the right, 24 down

    float[] places = moved(new Parameterization.Pixels(0.01, ColorSpace.RGB), mean, square, motion);
    float[] frequencies =
        moved(new Parameterization.Fourier(1, 0.01, ColorSpace.RGB), mean, square, motion);

    assertThat(places[44 * 48 + 22]).isCloseTo(1, within(1e-5f));
    assertThat(places[20 * 48 + 10]).as("it was there before").isLessThan(1e-5f);
    assertThat(frequencies).isEqualTo(Arrays.copyOf(square, frequencies.length));
  }

  /** The squares after a move. */
  private static float[] moved(
      Parameterization parameterization, float[] mean, float[] square, Motion motion) {
    FlightImage image =
        new FlightImage(
            with(parameterization, new FlightRecipe.Hold(0, 0, 0)), 48, Preprocessing.unit());
    int count = image.values().length;
    image.restore(
        image.values(),
        new OptimizerState.Memory(9, Arrays.copyOf(mean, count), Arrays.copyOf(square, count)));
    image.move(motion);
    return image.memory().square();
  }

  @Test
  void squaresOfGradientsAreAtLeastWhatTheirMeansSay() {
    int count = 3 * 48 * 48;
    float[] mean = new float[count];
    float[] square = new float[count];
    square[20 * 48 + 10] = 1;
    Arrays.fill(mean, 0.1f);

    float[] moved =
        moved(
            new Parameterization.Pixels(0.01, ColorSpace.RGB),
            mean,
            square,
            new Motion(1, 0, 0.01, 0)); // half a pixel: the kernel is less than 0 at some

    for (float value : moved) {
      assertThat(value).as("a step of 7.3 rates").isGreaterThan(0.01f / 53);
    }
  }

  @Test
  void aFlightMayBeginWithAPhoto() {
    float[] planes = Toys.values(new SplittableRandom(2), 3 * 48 * 48, 0.1, 0.9);
    Raster photo = new Raster(48, 48, planes);
    FlightRecipe recipe = recipe(0, 0);
    FlightImage image = new FlightImage(recipe, 48, Preprocessing.unit());

    image.photo(photo);

    float[] shown = image.raster().planes();
    for (int i = 0; i < planes.length; i++) {
      assertThat(shown[i]).isCloseTo(planes[i], within(1e-3f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 64})
  void parametersHaveInverses(int size) {
    for (LinearParameters parameters :
        List.of(
            new Spectrum(size, 1),
            new Spectrum(size, 1, 0.25, 0.01),
            new Plain(size, 0.01))) {
      float[] planes = Toys.values(new SplittableRandom(size), 3 * size * size, -1, 1);
      float[] values = new float[parameters.count()];
      float[] back = new float[planes.length];

      parameters.inverse(planes, values);
      parameters.forward(values, back);
      assertThat(distance(planes, back)).isLessThan(1e-5);

      parameters.adjoint(planes, values);
      parameters.inverseAdjoint(values, back);
      assertThat(distance(planes, back)).isLessThan(1e-5);
    }
  }

  private static double distance(float[] a, float[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  /** From the first frame on, and from the second on. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void valuesThatCeaseToBeFiniteAreNoFrame(PoisonedEngine.What what) {
    FlightRecipe recipe = recipe(0.2, 0.3);
    int first = 0;
    int second = 0;
    try (PoisonedEngine sound =
            new PoisonedEngine(TestEngines.open(TOY), PoisonedEngine.What.NOTHING, 0);
        FlightRenderer renderer = renderer(sound, PATH, recipe)) {
      assertThat(renderer.fly()).isPresent();
      first = sound.passes();
      assertThat(renderer.fly()).isPresent();
      second = sound.passes();
    }
    try (PoisonedEngine engine = new PoisonedEngine(TestEngines.open(TOY), what, 0);
        FlightRenderer renderer = renderer(engine, PATH, recipe)) {
      assertThat(renderer.fly()).isEmpty();
    }
    assertThat(second).isGreaterThan(first);
    int last = what == PoisonedEngine.What.GRADIENTS ? second - 1 : second;
    try (PoisonedEngine engine = new PoisonedEngine(TestEngines.open(TOY), what, last);
        FlightRenderer renderer = renderer(engine, PATH, recipe)) {
      assertThat(renderer.fly()).isPresent();
      assertThat(renderer.fly()).isEmpty();
    }
  }
}
