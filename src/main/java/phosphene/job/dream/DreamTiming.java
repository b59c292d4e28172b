package phosphene.job.dream;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import phosphene.ascent.DreamRenderer;
import phosphene.engine.Engine;
import phosphene.image.pixel.Raster;
import phosphene.job.run.NetworkSource;
import phosphene.plan.Mixes;
import phosphene.spec.DreamJob;
import phosphene.spec.DreamRecipe;
import phosphene.spec.Seed;

/** How fast a core of this machine dreams, from one step on a small image. */
public final class DreamTiming {
  private static final int SIDE = 256;

  private DreamTiming() {}

  /** Floating point operations a second of the costliest mix; takes some seconds. */
  public static double flopPerSecond(
      Map<String, Mixes.Planned> mixes, DreamJob job, NetworkSource source) {
    Mixes.Planned costliest =
        mixes.values().stream()
            .max(Comparator.comparingDouble(mix -> mix.cost().flopPerPixel()))
            .orElseThrow();
    DreamRecipe recipe = job.dreaming().recipe();
    DreamRecipe brief =
        new DreamRecipe(
            new DreamRecipe.Octaves(1, recipe.octaves().ratio()),
            new DreamRecipe.Stride(1, recipe.stride().step(), 0, 0),
            SIDE,
            0);
    float[] planes = new float[3 * SIDE * SIDE];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = 0.5f + i % 7 * 0.05f; // not flat: a step needs a gradient
    }
    Raster raster = new Raster(SIDE, SIDE, planes);
    double[] pixels = {0};
    try (Engine engine = source.engine()) {
      DreamRenderer renderer =
          new DreamRenderer(
              engine, costliest.mix(), brief, Optional.empty(), passed -> pixels[0] += passed);
      renderer.dream(raster, new Seed(1)); // a warm-up
      pixels[0] = 0;
      long begin = System.nanoTime();
      renderer.dream(raster, new Seed(1));
      double seconds = (System.nanoTime() - begin) / 1e9;
      return pixels[0] * costliest.cost().flopPerPixel() / seconds;
    }
  }
}
