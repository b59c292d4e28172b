package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.spec.Effort;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;
import phosphene.spec.Transform;

/** Pictures for networks that take images much smaller than a recipe's. */
class SmallInputTest {
  private static Network toy(int size) {
    return network(
        new Shape(1, size, size),
        Preprocessing.grey(),
        8,
        relu("a", new Convolution(8, Window.of(3, 1, 1)), "input"),
        node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
        node("dense", new Dense(10), "pool"));
  }

  @Test
  void aSmallImageOfFixedSizeIsDrawnAtThatSizeAndTheTransformsShrinkWithIt() {
    Architecture net = toy(28).architecture();
    assertThat(TransformedView.of(Recipe.standard(), net, "dense"))
        .isEqualTo(
            new TransformedView(
                List.of(
                    new Transform.Margin(3),
                    new Transform.Jitter(2),
                    new Transform.Scale(0.9, 1.1),
                    new Transform.Rotate(10),
                    new Transform.Jitter(1)),
                28,
                28));
  }

  @Test
  void layersThatTakeAnySizeAndImagesOfAboutTheRecipesSizeAreDrawnAsEver() {
    Recipe standard = Recipe.standard();
    assertThat(TransformedView.of(standard, toy(28).architecture(), "pool"))
        .isEqualTo(new TransformedView(standard.transforms(), 128, standard.canvas()));
    assertThat(TransformedView.of(standard, toy(65).architecture(), "dense"))
        .isEqualTo(new TransformedView(standard.transforms(), 128, 65));
    assertThat(TransformedView.of(standard, toy(224).architecture(), "dense"))
        .isEqualTo(new TransformedView(standard.transforms(), 128, 224));
  }

  /** Down to networks smaller than any recipe's image. */
  @ParameterizedTest
  @ValueSource(ints = {28, 32, 8})
  void theStoredImageHasTheRecipesSizeAndAllOfItIsSeen(int size) {
    Recipe standard = Recipe.standard();
    Recipe recipe =
        new Recipe(
            standard.size(),
            standard.parameterization(),
            standard.transforms(),
            standard.optimizer(),
            new Effort(20, 1, 0, 16));
    try (Engine engine = TestEngines.open(toy(size))) {
      TileResult.Finished tile =
          (TileResult.Finished)
              new Ascent(
                      engine, new LayerContext("dense", Objective.standard(), recipe), tiles -> {})
                  .render(List.of(new TileStart(3, new Seed(1))))
                  .get(0);
      assertThat(tile.raster().width()).isEqualTo(128);
      assertThat(tile.raster().height()).isEqualTo(128);
      assertThat(tile.scores().end()).isGreaterThan(tile.scores().start());
      for (int corner = 0; corner < 4; corner++) {
        int x = corner % 2 * 96;
        int y = corner / 2 * 96;
        assertThat(contrast(tile.raster().planes(), x, y)).as("%d, %d", x, y).isGreaterThan(0.02);
      }
    }
  }

  /** The spread of a quarter's quarter. */
  private static double contrast(float[] planes, int x, int y) {
    float[] part = new float[3 * 32 * 32];
    for (int i = 0; i < part.length; i++) {
      part[i] = planes[(y + i / 32 % 32) * 128 + x + i % 32];
    }
    return ColorStrength.of(part).contrast();
  }
}
