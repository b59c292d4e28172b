package phosphene.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import phosphene.ascent.Ascent;
import phosphene.ascent.LayerContext;
import phosphene.ascent.TileStart;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.spec.Effort;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;

/**
 * How much of an ascent's step is spent outside the engine: parameterization, transforms,
 * optimizer.
 *
 * @param layer that was ascended, with the standard recipe
 * @param step mean seconds of a step of one tile
 * @param share of the step outside the engine, 0..1
 */
public record HostShare(String layer, double step, double share) {
  private static final int WARM_UP = 6;

  /** Measures {@code steps} steps of a batch after some that do not count. */
  public static HostShare of(Workload workload, String layer, int batch, int steps) {
    Recipe standard = Recipe.standard();
    Recipe recipe =
        new Recipe(
            standard.size(),
            standard.parameterization(),
            standard.transforms(),
            standard.optimizer(),
            new Effort(WARM_UP + steps + 1, 1, 0, 0));
    List<TileStart> starts = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      starts.add(new TileStart(i, new Seed(i)));
    }
    try (Engine engine = Engines.known().onProcessor(Optional.empty(), workload.network())) {
      ClockedEngine clocked = new ClockedEngine(engine);
      List<long[]> ticks = new ArrayList<>();
      Ascent ascent =
          new Ascent(
              clocked,
              new LayerContext(layer, Objective.standard(), recipe),
              tiles -> ticks.add(new long[] {System.nanoTime(), clocked.nanos()}));
      ascent.render(starts);
      long[] first = ticks.get(WARM_UP);
      long[] last = ticks.get(WARM_UP + steps);
      double all = last[0] - first[0];
      double inside = last[1] - first[1];
      return new HostShare(layer, all / 1e9 / steps / batch, 1 - inside / all);
    }
  }
}
