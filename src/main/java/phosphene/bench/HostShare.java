package phosphene.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
 * optimizer. In processor time of the thread, once Java's compilers are done: the first ascent that
 * counts is one during which they compiled nothing.
 *
 * @param layer that was ascended, with the standard recipe
 * @param batch tiles together
 * @param step mean seconds of a step of one tile
 * @param share of the step outside the engine, 0..1
 */
public record HostShare(String layer, int batch, double step, double share) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();
  // As many steps of tiles before the first that may count: enough calls of all that is hot.
  private static final int WARM_UP = 1000;
  // A machine may never fall silent; then the last ascent counts.
  private static final int MOST = 50;

  /** Measures {@code steps} steps of a batch. */
  public static HostShare of(Workload workload, String layer, int batch, int steps) {
    Recipe standard = Recipe.standard();
    Recipe recipe =
        new Recipe(
            standard.size(),
            standard.parameterization(),
            standard.transforms(),
            standard.optimizer(),
            new Effort(steps + 1, 1, 0, 0));
    List<TileStart> starts = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      starts.add(new TileStart(i, new Seed(i)));
    }
    LayerContext context = new LayerContext(layer, Objective.standard(), recipe);
    try (Engine engine = Engines.known().onProcessor(Optional.empty(), workload.network())) {
      ClockedEngine clocked = new ClockedEngine(engine, THREADS::getCurrentThreadCpuTime);
      HostShare share = ascended(clocked, context, starts, steps);
      long busy = -1;
      for (int i = 1; i < MOST; i++) {
        long compiled = COMPILERS.getTotalCompilationTime();
        if (compiled == busy && i * steps * batch >= WARM_UP) {
          break;
        }
        share = ascended(clocked, context, starts, steps);
        busy = compiled;
      }
      return share;
    }
  }

  private static HostShare ascended(
      ClockedEngine clocked, LayerContext context, List<TileStart> starts, int steps) {
    List<long[]> ticks = new ArrayList<>();
    new Ascent(
            clocked,
            context,
            tiles -> ticks.add(new long[] {THREADS.getCurrentThreadCpuTime(), clocked.nanos()}))
        .render(starts);
    double all = ticks.get(steps)[0] - ticks.get(0)[0];
    double inside = ticks.get(steps)[1] - ticks.get(0)[1];
    return new HostShare(
        context.layer(), starts.size(), all / 1e9 / steps / starts.size(), 1 - inside / all);
  }
}
