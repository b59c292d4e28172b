package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.TestEngines;
import phosphene.image.pixel.Raster;
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
import phosphene.spec.Mix;
import phosphene.spec.Objective;
import phosphene.spec.Objective.Kind;
import phosphene.spec.Objective.Sign;
import phosphene.spec.Optimizer;
import phosphene.spec.Parameterization;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;
import phosphene.spec.Tap;
import phosphene.spec.Transform;

/** Laws of every kind of objective. */
class ObjectivesTest {
  private static final int SIZE = 24;
  private static final Network TOY = lively();

  /** A toy whose units fire somewhere on a noisy start. */
  private static Network lively() {
    Network toy =
        network(
            SIZE,
            8,
            relu("a", new Convolution(8, Window.of(3, 1, 1)), "input"),
            node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
            relu("b", new Convolution(8, Window.of(3, 1, 1)), "pool"),
            relu("c", new Convolution(5, Window.of(1, 1, 0)), "pool"),
            node("both", new Concat(), "b", "c"),
            node("logits", new GlobalAveragePool(), "both"),
            node("probabilities", new Softmax(), "logits"));
    Map<String, Weights> weights = new HashMap<>(toy.weights());
    for (String layer : List.of("a", "b", "c")) {
      float[] bias = weights.get(layer).bias().clone();
      Arrays.fill(bias, layer.equals("a") ? 0.6f : 2);
      weights.put(layer, new Weights(weights.get(layer).kernel(), bias));
    }
    return new Network(toy.architecture(), weights, "lively", List.of());
  }

  private static Recipe recipe(int steps) {
    return new Recipe(
        SIZE,
        new Parameterization.Fourier(1, 0.01, ColorSpace.DECORRELATED),
        List.of(new Transform.Jitter(2)),
        new Optimizer.Adam(0.05),
        new Effort(steps, 1, 0, 16));
  }

  private static Mix.Term unit(String layer, int channel, double weight) {
    return new Mix.Term(layer, Optional.of(channel), weight);
  }

  private static Raster photo(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] planes = new float[3 * SIZE * SIZE];
    for (int i = 0; i < planes.length; i++) {
      double wave = Math.sin(0.4 * (i % SIZE) + seed) * Math.cos(0.3 * (i / SIZE) - seed);
      planes[i] = (float) (0.5 + 0.3 * wave + 0.1 * (random.nextDouble() - 0.5));
    }
    return new Raster(SIZE, SIZE, planes);
  }

  private static float[] row(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] row = new float[8];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (random.nextDouble() - 0.2);
    }
    return row;
  }

  private static Kind direction(Kind.Measure measure, double power) {
    return new Kind.Direction(
        Optional.of("x.npy"), Optional.empty(), List.of(), "b", measure, power);
  }

  private static LayerContext context(Kind kind, Sign sign, Tap tap, int steps) {
    String layer = kind instanceof Kind.Logit ? "logits" : "b";
    ObjectiveInputs inputs =
        new ObjectiveInputs(
            Map.of(0, row(1), 1, row(2), 2, row(3)),
            new TreeMap<>(Map.of(0, photo(1), 1, photo(2), 2, photo(3))));
    return new LayerContext(layer, new Objective(kind, sign, tap), recipe(steps), inputs);
  }

  static Stream<Kind> kinds() {
    return Stream.of(
        new Kind.Channel(),
        Kind.Neuron.center(),
        new Kind.Neuron(0.4, 0.6),
        new Kind.Logit(),
        direction(Kind.Measure.DOT, 0),
        direction(Kind.Measure.DOT, 2),
        direction(Kind.Measure.COSINE, 0),
        new Kind.Direction(
            Optional.empty(), Optional.empty(), List.of("p.png"), "b", Kind.Measure.DOT, 2),
        new Kind.Joint(
            List.of(
                new Mix(List.of(unit("a", 1, 0.5), unit("b", 0, 0.5))),
                new Mix(List.of(unit("a", 2, 0.7), unit("b", 1, 0.3), unit("b", 5, 0.1))),
                new Mix(List.of(unit("b", 2, 1))))),
        new Kind.Diversity(3, 0.1),
        new Kind.Interpolation(unit("c", 1, 1), 4),
        new Kind.Interpolation(unit("b", 0, 1), 2),
        new Kind.Caricature(List.of("1", "2", "3"), 1),
        new Kind.Accentuation("1", "a", 1),
        new Kind.Inversion(List.of("1", "2", "3")));
  }

  static Stream<Arguments> objectives() {
    return kinds()
        .flatMap(
            kind ->
                Stream.of(Sign.values())
                    .filter(sign -> sign == Sign.POSITIVE || kind.lowers())
                    .flatMap(
                        sign -> Stream.of(Tap.values()).map(tap -> Arguments.of(kind, sign, tap))));
  }

  @Test
  void everyKindIsHereAndInTheRegistry() {
    Set<Class<?>> here = kinds().map(Object::getClass).collect(Collectors.toSet());
    assertThat(here).isEqualTo(Set.of(Kind.class.getPermittedSubclasses()));
    assertThat(Set.<Class<?>>copyOf(ObjectiveRegistry.kinds())).isEqualTo(here);
  }

  @Test
  void whatAPlanSaysOfAKindIsTrueOfItsObjective() {
    try (Engine engine = TestEngines.open(TOY)) {
      kinds()
          .forEach(
              kind -> {
                LayerContext context = context(kind, Sign.POSITIVE, Tap.PRE, 1);
                ResolvedObjective resolved = ObjectiveRegistry.of(context, engine);
                assertThat(resolved.pictures()).as("%s", kind).isEqualTo(kind.pictures());
                assertThat(resolved.images()).as("%s", kind).isEqualTo(kind.images());
                assertThat(kind.reads(context.layer()))
                    .as("%s", kind)
                    .containsAll(
                        resolved.targets(0).stream().map(target -> target.layer()).toList());
              });
    }
  }

  private static List<TileResult> render(LayerContext context, int... units) {
    try (Engine engine = TestEngines.open(TOY)) {
      List<TileStart> starts = new ArrayList<>();
      for (int unit : units) {
        starts.add(new TileStart(unit, new Seed(100 + unit)));
      }
      return new Ascent(engine, context, tiles -> {}).render(starts);
    }
  }

  private static TileResult.Finished finished(TileResult result) {
    return (TileResult.Finished) result;
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void everyObjectiveRises(Kind kind, Sign sign, Tap tap) {
    for (TileResult result : render(context(kind, sign, tap, 40), 0, 1, 2)) {
      TileResult.Finished tile = finished(result);
      assertThat(tile.scores().end()).isGreaterThan(tile.scores().start());
      assertThat(tile.raster().width()).isEqualTo(kind.pictures() * SIZE);
      assertThat(tile.raster().height()).isEqualTo(SIZE);
    }
  }

  @Deterministic
  @ParameterizedTest
  @MethodSource("kinds")
  void aTileDoesNotDependOnItsBatch(Kind kind) {
    LayerContext context = context(kind, Sign.POSITIVE, Tap.POST, 10);
    List<TileResult> together = render(context, 0, 1, 2);
    for (int unit = 0; unit < 3; unit++) {
      assertThat(finished(together.get(unit)).raster().planes())
          .isEqualTo(finished(render(context, unit).get(0)).raster().planes());
    }
  }

  /** Of every part alone. */
  @ParameterizedTest
  @MethodSource("objectives")
  void everyGradientIsTheSlope(Kind kind, Sign sign, Tap tap) {
    LayerContext context = context(kind, sign, tap, 1);
    try (Engine engine = TestEngines.open(TOY)) {
      ResolvedObjective resolved = ObjectiveRegistry.of(context, engine);
      try (Session session = resolved.open(engine, List.of(2), SIZE)) {
        TileObjective tile = resolved.tile(session, 0, 2);
        float[] pixels = noise(resolved.images(), 7, 0.5, 0.8);
        for (TileObjective.Part part : tile.parts()) {
          session.forward(pixels);
          part.term().addGradient(1);
          float[] gradient = new float[pixels.length];
          session.backward(ReluRule.EXACT, gradient);
          float[] along = along(gradient, resolved);
          double slope = 0;
          for (int i = 0; i < along.length; i++) {
            slope += (double) gradient[i] * along[i];
          }
          double rise =
              (score(session, part, pixels, along, 5e-4)
                      - score(session, part, pixels, along, -5e-4))
                  / 1e-3;
          assertThat(slope).isCloseTo(rise, within(0.03 * rise));
          assertThat(rise).isPositive();
        }
      }
    }
  }

  /** Roughly uphill: the gradient, and as much noise, in the pictures alone. */
  private static float[] along(float[] gradient, ResolvedObjective resolved) {
    int pictures = gradient.length / resolved.images() * resolved.pictures();
    double size = GradientSize.of(gradient, 0, pictures);
    float[] along = noise(resolved.images(), 8, 0, 2);
    for (int i = 0; i < pictures; i++) {
      along[i] = (float) (0.5 * along[i] + 0.5 * gradient[i] / size);
    }
    Arrays.fill(along, pictures, along.length, 0); // what is compared with stays
    return along;
  }

  private static double score(
      Session session, TileObjective.Part part, float[] pixels, float[] along, double step) {
    float[] moved = new float[pixels.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (pixels[i] + step * along[i]);
    }
    session.forward(moved);
    return part.term().score();
  }

  private static float[] noise(int images, int seed, double middle, double spread) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] noise = new float[images * 3 * SIZE * SIZE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) (middle + spread * (random.nextDouble() - 0.5));
    }
    return noise;
  }

  @Test
  void diversePicturesDifferMoreThanThoseOfASmallWeight() {
    double alike = likeness(0.001);
    double diverse = likeness(0.8);
    assertThat(1 - diverse).isGreaterThan(10 * (1 - alike));
  }

  /** How alike the pictures of a strip are to the layer. */
  private static double likeness(double weight) {
    LayerContext context = context(new Kind.Diversity(3, weight), Sign.POSITIVE, Tap.PRE, 60);
    Raster strip = finished(render(context, 1).get(0)).raster();
    try (Engine engine = TestEngines.open(TOY);
        Session session =
            engine.open(
                List.of(new phosphene.engine.Target("b", Tap.POST)),
                new phosphene.engine.Batch(3, SIZE, SIZE))) {
      float[] pixels = new float[3 * 3 * SIZE * SIZE];
      for (int picture = 0; picture < 3; picture++) {
        for (int row = 0; row < 3 * SIZE; row++) {
          System.arraycopy(
              strip.planes(),
              row * strip.width() + picture * SIZE,
              pixels,
              (picture * 3 * SIZE + row) * SIZE,
              SIZE);
        }
      }
      session.forward(pixels);
      return new SimilarityTerm(session, 0, 0, 3).score();
    }
  }

  @Test
  void gramMatricesOfBothFormsGiveTheSame() {
    // 6 positions x 4 channels, and the same vectors with 4 more channels that are always 0.
    float[][] narrow = {noise(1, 1, 0.3, 1), noise(1, 2, 0.3, 1), noise(1, 3, 0.3, 1)};
    float[][] wide = new float[3][6 * 8];
    for (int i = 0; i < 3; i++) {
      narrow[i] = Arrays.copyOf(narrow[i], 6 * 4);
      for (int p = 0; p < 6; p++) {
        System.arraycopy(narrow[i], p * 4, wide[i], p * 8, 4);
      }
    }
    GramSimilarity gram = new GramSimilarity(3, 6, 4);
    GramSimilarity positions = new GramSimilarity(3, 6, 8);
    assertThat(positions.value(wide)).isCloseTo(gram.value(narrow), within(1e-6));
    float[][] first = new float[3][6 * 4];
    float[][] second = new float[3][6 * 8];
    gram.gradient(narrow, 2, first);
    positions.gradient(wide, 2, second);
    for (int i = 0; i < first[1].length; i++) {
      assertThat(second[1][i / 4 * 8 + i % 4]).isCloseTo(first[1][i], within(1e-5f));
    }
  }

  @Test
  void picturesOfAnInterpolationShareTheirCoarseStructure() {
    LayerContext context =
        context(new Kind.Interpolation(unit("c", 1, 1), 4), Sign.POSITIVE, Tap.PRE, 60);
    Raster strip = finished(render(context, 1).get(0)).raster();
    LayerContext alone = context(new Kind.Channel(), Sign.POSITIVE, Tap.PRE, 60);
    Raster first = finished(render(alone, 1).get(0)).raster();
    Raster other = finished(render(alone, 2).get(0)).raster();
    double between = 0;
    for (int picture = 1; picture < 4; picture++) {
      between = Math.max(between, coarseDistance(part(strip, picture - 1), part(strip, picture)));
    }
    assertThat(between).isLessThan(coarseDistance(first, other));
  }

  private static Raster part(Raster strip, int picture) {
    float[] planes = new float[3 * SIZE * SIZE];
    for (int row = 0; row < 3 * SIZE; row++) {
      System.arraycopy(
          strip.planes(), row * strip.width() + picture * SIZE, planes, row * SIZE, SIZE);
    }
    return new Raster(SIZE, SIZE, planes);
  }

  private static double coarseDistance(Raster a, Raster b) {
    Raster first = phosphene.image.pixel.Bicubic.resize(a, whole(), 4, 4);
    Raster second = phosphene.image.pixel.Bicubic.resize(b, whole(), 4, 4);
    double sum = 0;
    for (int i = 0; i < first.planes().length; i++) {
      sum += Math.abs(first.planes()[i] - second.planes()[i]);
    }
    return sum;
  }

  private static phosphene.image.pixel.Area whole() {
    return new phosphene.image.pixel.Area(0, 0, SIZE, SIZE);
  }

  @Test
  void aCaricatureBeginsWithItsPhotoAndAnAccentuationStaysNearIt() {
    assertThat(
            finished(render(context(new Kind.Caricature(List.of("1"), 1), Sign.POSITIVE, Tap.POST, 40), 0).get(0))
                .scores()
                .start())
        .isCloseTo(1, within(0.01));
    double held = fromPhoto(30);
    double free = fromPhoto(0.001);
    assertThat(held).isLessThan(0.7 * free);
  }

  private static double fromPhoto(double weight) {
    LayerContext context =
        context(new Kind.Accentuation("1", "a", weight), Sign.POSITIVE, Tap.PRE, 40);
    float[] planes = finished(render(context, 1).get(0)).raster().planes();
    double sum = 0;
    for (int i = 0; i < planes.length; i++) {
      sum += Math.abs(planes[i] - photo(1).planes()[i]);
    }
    return sum / planes.length;
  }

  @Test
  void anInversionComesNearThePhotosActivations() {
    LayerContext context =
        context(new Kind.Inversion(List.of("1")), Sign.POSITIVE, Tap.POST, 150);
    TileResult.Scores scores = finished(render(context, 0).get(0)).scores();
    assertThat(scores.end()).isGreaterThan(0.3 * scores.start()).isLessThanOrEqualTo(0);
  }
}
