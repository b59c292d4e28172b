package phosphene.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import phosphene.bench.AtlasBenchmark;
import phosphene.bench.AtlasBenchmark.Extent;
import phosphene.bench.AtlasBenchmark.LayerCost;
import phosphene.bench.AtlasBenchmark.Result;
import phosphene.bench.AtlasBenchmark.Scores;
import phosphene.bench.PeerAbsentException;
import phosphene.bench.StratifiedTotal;
import phosphene.bench.StratifiedTotal.Interval;
import phosphene.bench.UserLoop;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.spec.Plural;

/**
 * Prints what an atlas of all units of a network costs, beside the loop as a user of lucent runs
 * it.
 *
 * @param extent how much is measured
 * @param enlarged side to which the loop enlarges its pictures before the network; 0: not at all
 * @param threads native threads of libtorch
 * @param home the project's folder
 */
record AtlasBench(Extent extent, int enlarged, int threads, Path home, PrintWriter out) {
  private static final double CONFIDENCE = 0.9;
  private static final double HOUR = 3600;

  /**
   * Measures a network.
   *
   * @return an exit code
   */
  int run(Network whole) {
    Network network = cut(whole);
    try (Engine engine = Engines.known().onProcessor(Optional.empty(), network)) {
      out.println("Phosphene: " + engine.name());
      Optional<UserLoop> loop = loop(network);
      try {
        AtlasBenchmark benchmark = new AtlasBenchmark(engine, loop, extent);
        costs(benchmark, network.architecture().name());
        loop.ifPresent(run -> scores(benchmark, run));
      } finally {
        loop.ifPresent(UserLoop::close);
      }
    }
    return ExitCode.DONE;
  }

  /** The network up to its last unit: a loop passes the whole of it, but no classifier. */
  private static Network cut(Network whole) {
    Architecture architecture = whole.architecture();
    List<String> units =
        architecture.convolutionsAndBlocks().stream().map(node -> node.name()).toList();
    return new Network(architecture.cut(units), whole.weights(), whole.sha256(), whole.labels());
  }

  private Optional<UserLoop> loop(Network network) {
    try {
      UserLoop loop = UserLoop.start(network, home, threads, extent.recipe().size(), enlarged);
      out.println("lucent's loop: " + loop.name());
      return Optional.of(loop);
    } catch (PeerAbsentException e) {
      out.println(e.getMessage());
      return Optional.empty();
    }
  }

  private void costs(AtlasBenchmark benchmark, String name) {
    out.printf(
        Locale.ROOT,
        "%n%s, %s, %d px: core-seconds a unit, Phosphene's %s, lucent's %s (%d of each timed)%n",
        name,
        Plural.of(benchmark.layers().size(), "layer"),
        extent.recipe().size(),
        Plural.of(extent.recipe().effort().steps(), "step"),
        Plural.of(extent.loopSteps(), "step"),
        extent.steps());
    out.printf(
        Locale.ROOT, "%-24s %7s %12s %12s %9s%n", "", "units", "Phosphene", "lucent", "ratio");
    Result result = benchmark.run(this::print);
    total("Phosphene", result.ours());
    result.theirs().ifPresent(theirs -> total("lucent's loop", theirs));
    result.theirs().ifPresent(theirs -> ratio(result.ours(), theirs));
    out.flush();
  }

  private void print(LayerCost cost) {
    out.printf(
        Locale.ROOT,
        "%-24s %7d %12.3f %12s %9s%n",
        cost.layer(),
        cost.units(),
        cost.ours(),
        cost.theirs().map(seconds -> String.format(Locale.ROOT, "%.3f", seconds)).orElse("-"),
        cost.theirs()
            .map(seconds -> String.format(Locale.ROOT, "%.1f x", seconds / cost.ours()))
            .orElse("-"));
    out.flush();
  }

  private void total(String whose, StratifiedTotal total) {
    Interval interval = total.interval(CONFIDENCE);
    out.printf(
        Locale.ROOT,
        "%s: all %,d units take %.3g core-hours, %.0f %% interval %.3g to %.3g (Student's t, %.1f"
            + " degrees of freedom)%n",
        whose,
        total.size(),
        total.total() / HOUR,
        100 * CONFIDENCE,
        interval.low() / HOUR,
        interval.high() / HOUR,
        total.degreesOfFreedom());
  }

  private void ratio(StratifiedTotal ours, StratifiedTotal theirs) {
    out.printf(
        Locale.ROOT,
        "Phosphene takes %.1f times fewer core-hours (%.1f from the worse ends of both intervals,"
            + " %.1f from the better ones)%n",
        theirs.total() / ours.total(),
        theirs.interval(CONFIDENCE).low() / ours.interval(CONFIDENCE).high(),
        theirs.interval(CONFIDENCE).high() / ours.interval(CONFIDENCE).low());
  }

  private void scores(AtlasBenchmark benchmark, UserLoop loop) {
    out.printf(
        Locale.ROOT,
        "%nMean of the channel on the finished picture, before the nonlinearity, after so many steps%n"
            + "%-30s %15s %15s %15s%n",
        "",
        "Phosphene " + extent.recipe().effort().steps(),
        "lucent " + extent.recipe().effort().steps(),
        "lucent " + extent.loopSteps());
    for (String layer : benchmark.quarters()) {
      Scores scores = benchmark.scores(layer, loop);
      out.printf(
          Locale.ROOT,
          "%-30s %15.4g %15.4g %15.4g%n",
          layer + "/" + scores.channel(),
          scores.ours(),
          scores.asMany(),
          scores.theirs());
      out.flush();
    }
  }
}
