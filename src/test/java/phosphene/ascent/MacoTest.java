package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.image.pixel.Opacity;
import phosphene.network.Convolution;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.spec.Draws;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;
import phosphene.spec.Transform;

/** The recipe maco on a toy network. */
class MacoTest {
  private static final Network TOY =
      network(
          32,
          8,
          relu("a", new Convolution(8, Window.of(3, 1, 1)), "input"),
          node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
          relu("b", new Convolution(8, Window.of(3, 1, 1)), "pool"));

  private static Recipe maco(int steps, int count) {
    return Recipe.read(
        "maco",
        "{name: maco, size: 40, retries: 0, steps: "
            + steps
            + ", transforms: [{crops: {from: 0.9, to: 0.4, count: "
            + count
            + ", canvas: 24}}, {noise: 0.05}]}");
  }

  private static List<TileResult.Finished> render(Recipe recipe, int... channels) {
    LayerContext context = new LayerContext("b", Objective.standard(), recipe);
    List<TileStart> starts =
        java.util.Arrays.stream(channels)
            .mapToObj(channel -> new TileStart(channel, new Seed(100 + channel)))
            .toList();
    try (Engine engine = TestEngines.open(TOY)) {
      return new Ascent(engine, context, tiles -> {})
          .render(starts).stream().map(TileResult.Finished.class::cast).toList();
    }
  }

  @Test
  void everyUnitRises() {
    for (int count : new int[] {1, 3}) {
      for (TileResult.Finished tile : render(maco(30, count), 0, 1, 2, 3)) {
        assertThat(tile.scores().end()).isGreaterThan(tile.scores().start());
      }
    }
  }

  @Deterministic
  @Test
  void aTileDoesNotDependOnItsBatch() {
    for (int count : new int[] {1, 2}) {
      List<TileResult.Finished> together = render(maco(4, count), 0, 3, 5);
      TileResult.Finished alone = render(maco(4, count), 3).get(0);
      assertThat(together.get(1).raster().planes()).isEqualTo(alone.raster().planes());
      assertThat(opacity(together.get(1))).isEqualTo(opacity(alone));
    }
  }

  private static float[] opacity(TileResult.Finished tile) {
    return tile.opacity().map(Opacity::values).orElseThrow();
  }

  @Test
  void aFifthIsOpaqueAndTheRestFades() {
    float[] values = opacity(render(maco(10, 1), 2).get(0));
    assertThat(values).hasSize(40 * 40);
    int opaque = 0;
    for (float value : values) {
      assertThat(value).isBetween(0f, 1f);
      opaque += value == 1 ? 1 : 0;
    }
    assertThat(opaque).isBetween(320, 330);
    assertThat(render(Recipe.read("r", "{name: maco, size: 40, steps: 1, transparency: false}"), 0))
        .allSatisfy(tile -> assertThat(tile.opacity()).isEmpty());
  }

  @Test
  void boxesLieInTheImageAndShrinkWithTheSteps() {
    Transform.Crops crops = new Transform.Crops(0.5, 0.05, 1, 20);
    TransformedView view = new TransformedView(List.of(crops), 100, 20);
    Draws draws = new Draws(new Seed(1));
    for (double progress : new double[] {0, 0.5, 1}) {
      double sum = 0;
      for (int i = 0; i < 500; i++) {
        Affine map = view.draw(draws, progress);
        double side = 20 * map.xx();
        double left = map.x0() - (map.xx() - 1) / 2;
        assertThat(left).isBetween(-1e-9, 100 - side + 1e-9);
        assertThat(map.yy()).isEqualTo(map.xx());
        sum += side / 100;
      }
      double mean = 0.5 - 0.45 * progress;
      // The last, cut off at 0.05 from below, are larger than their mean.
      assertThat(sum / 500).isBetween(mean - 0.02, mean + 0.03);
    }
    assertThat(view.still().xx()).isEqualTo(0.275 * 100 / 20);
  }

  @Test
  void noiseHasItsDeviation() {
    float[] values = new float[30_000];
    new Draws(new Seed(2)).addUniform(values, 0, values.length, 0.08);
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
      assertThat(Math.abs(value)).isLessThan(0.08f * 1.7321f);
    }
    assertThat(Math.sqrt(squares / values.length)).isBetween(0.079, 0.081);
  }
}
