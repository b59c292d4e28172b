package phosphene.job.dream;

import java.util.List;
import phosphene.cluster.Cluster;
import phosphene.job.photos.PlannedPhotoWork;
import phosphene.job.photos.WorkPlan;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.TextLines;
import phosphene.plan.DreamCost;
import phosphene.plan.Mixes;
import phosphene.spec.DreamJob;
import phosphene.spec.Plural;
import phosphene.spec.Quantity;

/** The dreams of a collection. */
final class PlannedDreams extends PlannedPhotoWork {
  private final DreamRun run;
  private final DreamJob job;
  private final NetworkSource source;

  PlannedDreams(
      DreamRun run, DreamJob job, NetworkSource source, WorkPlan workPlan, Cluster cluster) {
    super(run, new DreamKind().words(), workPlan, cluster);
    this.run = run;
    this.job = job;
    this.source = source;
  }

  @Override
  protected void found(WorkPlan.Totals totals, TextLines lines) {
    lines.add(
        "%s: %s of %s, %,d of them rendered before, in %s",
        job.network().name(),
        Plural.of(totals.images(), "dream"),
        Plural.of(totals.photos(), "photo"),
        totals.images() - totals.missing() - totals.failed(),
        run.output());
  }

  @Override
  protected void report(WorkPlan.Totals totals, TextLines lines) {
    lines.add(
        "%s: %s to %s%n", job.network().name(), OutputPlace.local(run.photos()), job.output());
    Quantity.Unit unit =
        Quantity.flop(
            run.mixes().values().stream()
                .mapToDouble(planned -> flop(planned, totals))
                .max()
                .orElse(0));
    lines.add("%-26s %14s %12s", "mix", "GFLOP a Mpixel", unit.name());
    run.mixes()
        .forEach(
            (name, planned) ->
                lines.add(
                    "%-26s %,14.1f %12s",
                    name,
                    planned.cost().flop(1000, 1000) / 1e9,
                    unit.figure(flop(planned, totals), 4)));
    lines.add(
        "%nphotos   %,d of %s, about %s",
        totals.photos(), Quantity.bytes(totals.bytes()), Quantity.pixels(totals.pixels()));
    lines.add("dreams   %,d, of which %,d to be made", totals.images(), totals.missing());
    lines.add("work     %s (about)", Quantity.operations(totals.flop()));
    memory(totals, lines);
  }

  /** Operations of all photos, most of which are smaller or larger than a million pixels. */
  private static double flop(Mixes.Planned planned, WorkPlan.Totals totals) {
    return planned.cost().flop(1000, 1000) * totals.pixels() / 1e6;
  }

  /** What the dream that takes most takes; photos that do not fit together come in turn. */
  private void memory(WorkPlan.Totals totals, TextLines lines) {
    List<DreamCost> costs = run.mixes().values().stream().map(mix -> mix.cost()).toList();
    double heap =
        costs.stream().mapToDouble(cost -> cost.heapBytes(totals.largest())).max().orElse(0);
    long device = costs.stream().mapToLong(DreamCost::deviceBytes).max().orElse(0);
    lines.add(
        "memory   about %s of the heap's %.1f GB for the largest photo (about %s), and beside the"
            + " heap %s a task for a tile of %d pixels",
        Quantity.memory(heap),
        Runtime.getRuntime().maxMemory() / 1e9,
        Quantity.pixels(totals.largest()),
        Quantity.memory(device),
        job.dreaming().recipe().tile());
  }

  @Override
  protected double seconds(WorkPlan.Totals totals) {
    return totals.flop() / DreamTiming.flopPerSecond(run.mixes(), job, source);
  }
}
