package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import phosphene.Models;
import phosphene.engine.Engine;
import phosphene.engine.TestEngines;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.Resample;
import phosphene.network.zoo.Networks;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Mix;
import phosphene.spec.Seed;

/** Tiles leave no seams: what they change is no more than what another seed changes. */
class SeamsTest {

  /** Whole images are rolled all the way round too (192 pixels), as tiled ones are. */
  private static DreamRecipe recipe(int tile) {
    return new DreamRecipe(
        new DreamRecipe.Octaves(2, 1.4), new DreamRecipe.Stride(8, 1.5, 96, 0), tile, 0);
  }

  @Test
  void aTiledDreamDiffersFromAWholeOneNoMoreThanWholeOnesOfOtherRolls() throws IOException {
    Raster photo = photo();
    try (Engine engine =
        TestEngines.open(Networks.open("squeezenet", Models.file("squeezenet-1.0.npz")))) {
      float[][] whole = new float[3][];
      for (int seed = 0; seed < whole.length; seed++) {
        whole[seed] = dream(engine, 512, photo, seed);
      }
      double rolls =
          Math.max(
              distance(whole[0], whole[1]),
              Math.max(distance(whole[1], whole[2]), distance(whole[2], whole[0])));
      double tiles = 0;
      for (int seed = 0; seed < whole.length; seed++) {
        tiles += distance(dream(engine, 64, photo, seed), whole[(seed + 1) % 3]) / 3;
      }
      assertThat(tiles).isLessThanOrEqualTo(rolls);
    }
  }

  private static Raster photo() throws IOException {
    Path file = Models.folder().resolveSibling("photos").resolve("kodim05.png");
    assumeTrue(Files.isRegularFile(file), "no photos beside the folder of real networks");
    return Resample.shrink(Png.decode(Files.readAllBytes(file)).raster(), 192, 128);
  }

  private static float[] dream(Engine engine, int tile, Raster photo, int seed) {
    DreamRenderer renderer =
        new DreamRenderer(engine, Mix.of("fire3"), recipe(tile), Optional.empty(), pixels -> {});
    return ((DreamResult.Finished) renderer.dream(photo, new Seed(seed))).image().planes();
  }

  /** The mean difference of two images. */
  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
