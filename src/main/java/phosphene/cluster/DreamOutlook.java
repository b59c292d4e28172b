package phosphene.cluster;

import java.util.List;
import phosphene.plan.DreamCost;
import phosphene.spec.DreamJob;
import phosphene.spec.Plural;

/** The dreams of a collection. */
final class DreamOutlook extends PhotoOutlook {
  private final DreamRun run;
  private final DreamJob job;
  private final NetworkSource source;

  DreamOutlook(DreamRun run, DreamJob job, NetworkSource source, Survey survey, Cluster cluster) {
    super(run, new DreamKind().words(), survey, cluster);
    this.run = run;
    this.job = job;
    this.source = source;
  }

  @Override
  void found(Survey.Totals totals, TextLines lines) {
    lines.add(
        "%s: %s of %s, %,d of them rendered before, in %s",
        job.network().name(),
        Plural.of(totals.dreams(), "dream"),
        Plural.of(totals.photos(), "photo"),
        totals.dreams() - totals.missing() - totals.failed(),
        run.output());
  }

  @Override
  void report(Survey.Totals totals, TextLines lines) {
    lines.add(
        "%s: %s to %s%n", job.network().name(), OutputPlace.local(run.photos()), job.output());
    lines.add("%-26s %14s %12s", "mix", "GFLOP a Mpixel", "PFLOP");
    run.mixes()
        .forEach(
            (name, planned) -> {
              double flop = planned.cost().flop(1000, 1000);
              lines.add(
                  "%-26s %,14.0f %12.4f", name, flop / 1e9, flop * totals.pixels() / 1e6 / 1e15);
            });
    lines.add(
        "%nphotos   %,d of %,.0f MB, about %,.0f million pixels",
        totals.photos(), totals.bytes() / 1e6, totals.pixels() / 1e6);
    lines.add("dreams   %,d, of which %,d to be made", totals.dreams(), totals.missing());
    lines.add("work     %.3f PFLOP (about)", totals.flop() / 1e15);
    memory(totals, lines);
  }

  /** What the dream that takes most takes; photos that do not fit together come in turn. */
  private void memory(Survey.Totals totals, TextLines lines) {
    List<DreamCost> costs = run.mixes().values().stream().map(mix -> mix.cost()).toList();
    double heap =
        costs.stream().mapToDouble(cost -> cost.heapBytes(totals.largest())).max().orElse(0);
    long device = costs.stream().mapToLong(DreamCost::deviceBytes).max().orElse(0);
    lines.add(
        "memory   about %.2f GB of the heap's %.1f GB for the largest photo (about %,.1f million"
            + " pixels), and beside the heap %.2f GB a task for a tile of %d pixels",
        heap / 1e9,
        Runtime.getRuntime().maxMemory() / 1e9,
        totals.largest() / 1e6,
        device / 1e9,
        job.dreaming().recipe().tile());
  }

  @Override
  double seconds(Survey.Totals totals) {
    return totals.flop() / DreamTiming.flopPerSecond(run.mixes(), job, source);
  }
}
