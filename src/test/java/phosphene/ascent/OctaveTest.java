package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.engine.Toys;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Mix;

/** The gradient of what a mix maximizes, whatever the size of the image and of its tiles. */
class OctaveTest {
  private static final int TILE = 32;
  private static final Network TOY =
      network(
          32,
          8,
          relu("a", new Convolution(8, Window.of(5, 1, 0)), "input"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
          relu("b", new Convolution(8, Window.of(3, 1, 1)), "pool"),
          relu("c", new Convolution(5, Window.of(1, 1, 0)), "pool"),
          node("both", new Concat(), "b", "c"));

  /** Keeps the size of its input, so that a tile's positions are the image's. */
  private static final Network EVEN =
      network(
          32,
          4,
          relu("a", new Convolution(6, Window.of(3, 1, 1)), "input"),
          relu("b", new Convolution(6, Window.of(3, 1, 1)), "a"));

  private static final Mix MIX =
      new Mix(
          List.of(
              new Mix.Term("both", Optional.empty(), 7),
              new Mix.Term("b", Optional.of(3), 2),
              new Mix.Term("a", Optional.empty(), 1)));

  static DreamRecipe recipe(int tile) {
    DreamRecipe standard = DreamRecipe.standard();
    return new DreamRecipe(standard.octaves(), standard.stride(), tile, 0);
  }

  private static Octave open(Engine engine, ResolvedMix mix, int tile, int width, int height) {
    return new Octave(engine, mix, recipe(tile), new Octave.Size(width, height), pixels -> {});
  }

  private static float[] image(int width, int height) {
    return Toys.values(new SplittableRandom(width), 3 * width * height, 0, 1);
  }

  private static Stream<ResolvedMix> mixes(Engine engine) {
    ResolvedMix squares = ResolvedMix.of(MIX, engine.architecture());
    try (Octave guide = open(engine, squares, TILE, 20, 24)) {
      return Stream.of(
          squares, ResolvedMix.of(MIX, engine.architecture(), guide.activations(image(20, 24))));
    }
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"32, 32", "30, 25", "5, 3", "1, 1", "1, 32"})
  void theGradientIsTheDerivativeOfTheMeans(int width, int height) {
    float[] factors = {2, 0.5f, 1};
    try (Engine engine = TestEngines.open(TOY)) {
      for (ResolvedMix mix : mixes(engine).toList()) {
        try (Octave octave = open(engine, mix, TILE, width, height)) {
          float[] image = image(width, height);
          float[] gradient = new float[image.length];
          octave.gradient(image, factors, 0, 0, gradient);
          double expected = dot(gradient, gradient);
          double step = 2e-4 / Math.sqrt(expected);
          double measured =
              (value(octave, moved(image, gradient, step), factors)
                      - value(octave, moved(image, gradient, -step), factors))
                  / (2 * step);
          assertThat(measured / expected).isCloseTo(1, within(2e-2));
        }
      }
    }
  }

  private static double value(Octave octave, float[] image, float[] factors) {
    double[] means = octave.means(image);
    double sum = 0;
    for (int i = 0; i < means.length; i++) {
      sum += means[i] * factors[i];
    }
    return sum;
  }

  private static float[] moved(float[] image, float[] gradient, double step) {
    float[] moved = image.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (step * gradient[i]);
    }
    return moved;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({"32, 32", "70, 45", "5, 3"})
  void aRolledImageHasTheRolledGradient(int width, int height) {
    int right = 11;
    int down = -6;
    float[] image = image(width, height);
    float[] rolled = new float[image.length];
    float[] gradient = new float[image.length];
    float[] gradientOfRolled = new float[image.length];
    try (Engine engine = TestEngines.open(TOY)) {
      ResolvedMix mix = ResolvedMix.of(MIX, engine.architecture());
      try (Octave octave = open(engine, mix, TILE, width, height)) {
        float[] factors = {1, 1, 1};
        octave.gradient(image, factors, right, down, gradient);
        roll(image, width, height, right, down, rolled);
        octave.gradient(rolled, factors, 0, 0, gradientOfRolled);
      }
    }
    float[] expected = new float[image.length];
    roll(gradient, width, height, right, down, expected);
    assertThat(gradientOfRolled).containsExactly(expected, within(1e-6f));
  }

  private static void roll(float[] from, int width, int height, int right, int down, float[] to) {
    for (int i = 0; i < from.length; i++) {
      int plane = i / (width * height);
      int y = Math.floorMod(i / width % height + down, height);
      int x = Math.floorMod(i % width + right, width);
      to[(plane * height + y) * width + x] = from[i];
    }
  }

  @Test
  void tilesHaveTheGradientOfTheWholeImageIfTheirMarginsReach() {
    int size = 64;
    int reach = 4; // two kernels of 3 pixels, there and back; a tile of 32 has margins of 4
    float[] image = image(size, size);
    float[] whole = new float[image.length];
    float[] tiled = new float[image.length];
    try (Engine engine = TestEngines.open(EVEN)) {
      ResolvedMix mix = ResolvedMix.of(Mix.of("b"), engine.architecture());
      try (Octave octave = open(engine, mix, size, size, size)) {
        octave.gradient(image, new float[] {1}, 0, 0, whole);
      }
      try (Octave octave = open(engine, mix, TILE, size, size)) {
        octave.gradient(image, new float[] {1}, 0, 0, tiled);
      }
    }
    int differing = 0;
    for (int i = 0; i < whole.length; i++) {
      int x = i % size;
      int y = i / size % size;
      boolean inside = Math.min(x, y) >= reach && Math.max(x, y) < size - reach;
      if (inside) {
        assertThat(tiled[i]).isCloseTo(whole[i], within(1e-8f + 1e-4f * Math.abs(whole[i])));
      } else if (Math.abs(tiled[i] - whole[i]) > 1e-3f * Math.abs(whole[i])) {
        differing++;
      }
    }
    assertThat(differing).as("tiles see the image as a ring").isPositive();
  }

  @Test
  void everyTermHasItsShareOfTheMeanGradient() {
    int width = 64;
    int height = 40;
    float[] image = image(width, height);
    try (Engine engine = TestEngines.open(TOY)) {
      ResolvedMix mix = ResolvedMix.of(MIX, engine.architecture());
      try (Octave octave = open(engine, mix, TILE, width, height)) {
        float[] factors = octave.factors(image);
        for (int i = 0; i < factors.length; i++) {
          float[] alone = new float[factors.length];
          alone[i] = factors[i];
          float[] gradient = new float[image.length];
          octave.gradient(image, alone, 0, 0, gradient);
          double mean = 0;
          for (float value : gradient) {
            mean += Math.abs(value) / gradient.length;
          }
          // In the order of the terms' texts: a, b/3, both.
          assertThat(mean).isCloseTo(List.of(0.1, 0.2, 0.7).get(i), within(1e-4));
        }
      }
    }
  }

  @Test
  void theGuidingVectorIsTheOneWithTheLargestProduct() {
    float[] guide = {1, 0, 9, /**/ 0, 2, 9, /**/ 1, 1, 9}; // three positions of three channels
    GuideObjective objective = new GuideObjective(new LayerObjective.Band(3, 0, 2), guide);
    float[] values = {3, 1, 5, /**/ 1, 3, 5, /**/ 2, 2, 5, /**/ 0, 0, 5};
    float[] gradients = new float[values.length];
    objective.addGradient(values, 10, gradients);
    assertThat(gradients).containsExactly(10, 10, 0, /**/ 0, 20, 0, /**/ 0, 20, 0, /**/ 10, 0, 0);
    assertThat(objective.total(values)).isEqualTo(4 + 6 + 4 + 0);
  }

  @Test
  void ofALargeGuideSomeVectorsStandForAll() {
    float[] guide = new float[10_000];
    for (int i = 0; i < guide.length; i++) {
      guide[i] = i;
    }
    double total =
        new GuideObjective(new LayerObjective.Band(1, 0, 1), guide).total(new float[] {1});
    assertThat(total).isBetween(9_980.0, 9_999.0);
  }
}
