package phosphene.job.scan;

import java.util.Objects;
import phosphene.cluster.Cluster;
import phosphene.job.photos.PlannedPhotoWork;
import phosphene.job.photos.WorkPlan;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.TextLines;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.spec.Plural;
import phosphene.spec.Quantity;
import phosphene.spec.ScanJob;

/** The scans of a collection. */
final class PlannedScans extends PlannedPhotoWork {
  private final ScanRun run;
  private final ScanJob job;
  private final NetworkSource source;

  PlannedScans(ScanRun run, ScanJob job, NetworkSource source, WorkPlan plan, Cluster cluster) {
    super(run, new ScanKind().words(), plan, cluster);
    this.run = run;
    this.job = job;
    this.source = source;
  }

  @Override
  protected void found(WorkPlan.Totals totals, TextLines lines) {
    lines.add(
        "%s: %s, %,d of them scanned before, in %s",
        job.network().name(),
        Plural.of(totals.photos(), "photo"),
        totals.images() - totals.missing() - totals.failed(),
        run.output());
  }

  @Override
  protected void report(WorkPlan.Totals totals, TextLines lines) {
    Architecture architecture = source.network().architecture();
    lines.add(
        "%s: %s to %s%n", job.network().name(), OutputPlace.local(run.photos()), job.output());
    layers(architecture, lines);
    lines.add(
        "%nphotos   %,d of %s, about %s, %,d to be scanned",
        totals.photos(),
        Quantity.bytes(totals.bytes()),
        Quantity.pixels(totals.pixels()),
        totals.missing());
    lines.add(
        "work     %s, %s a photo",
        Quantity.operations(totals.missing() * run.flop()), Quantity.operations(run.flop()));
    lines.add(
        "memory   beside the heap about %s a task, for %s at a time",
        Quantity.memory(
            2.0 * run.layers().batch(architecture) * run.layers().activationBytes(architecture)),
        Plural.of(run.layers().batch(architecture), "photo"));
  }

  private void layers(Architecture architecture, TextLines lines) {
    lines.add("%-26s %14s %12s", "layer", "shape", "neurons");
    Shape input = architecture.input();
    var shapes = architecture.shapes(input.height(), input.width());
    long neurons = 0;
    for (String layer : run.layers().names()) {
      Shape shape = Objects.requireNonNull(shapes.get(layer));
      neurons += shape.size();
      lines.add("%-26s %14s %,12d", layer, shape, shape.size());
    }
    lines.add("%-26s %14s %,12d", "all", "", neurons);
  }

  @Override
  protected double seconds(WorkPlan.Totals totals) {
    return totals.missing() * ScanTiming.secondsPerPhoto(run.layers(), job, source);
  }
}
