package phosphene.job.photos;

import java.util.Optional;
import java.util.stream.Collectors;
import phosphene.cluster.Cluster;
import phosphene.gallery.Summary;
import phosphene.image.pixel.Format;
import phosphene.job.run.JobWords;
import phosphene.job.run.PlannedWork;
import phosphene.job.run.TextLines;

/** What a job makes of a collection of photos. */
public abstract class PlannedPhotoWork implements PlannedWork {
  private final PhotoRun run;
  private final JobWords words;
  private final WorkPlan workPlan;
  private final Cluster cluster;

  protected PlannedPhotoWork(PhotoRun run, JobWords words, WorkPlan workPlan, Cluster cluster) {
    this.run = run;
    this.words = words;
    this.workPlan = workPlan;
    this.cluster = cluster;
  }

  /** What there is, and how much of it is done: a line. */
  protected abstract void found(WorkPlan.Totals totals, TextLines lines);

  /** What would be done. */
  protected abstract void report(WorkPlan.Totals totals, TextLines lines);

  /** Core-seconds of what is missing. */
  protected abstract double seconds(WorkPlan.Totals totals);

  @Override
  public final String found() {
    WorkPlan.Totals totals = workPlan.totals();
    TextLines lines = new TextLines();
    found(totals, lines);
    workPlan.warnings().forEach(warning -> lines.add("%s", warning));
    redone(totals, lines);
    if (totals.failed() > 0) {
      lines.add("%,d failed before, of photos that have not changed", totals.failed());
    }
    return lines.toString();
  }

  private void redone(WorkPlan.Totals totals, TextLines lines) {
    if (run.redo().isEmpty()) {
      return;
    }
    String formats =
        run.redo().stream().map(Format::word).sorted().collect(Collectors.joining(", "));
    if (totals.redone() == 0) {
      lines.add(
          "Nothing to redo of %s: no image is of a photo that an older decoder read", formats);
    } else {
      lines.add(
          "%,d of the images to %s %s of %s that an older decoder read",
          totals.redone(),
          words.verb().plain(),
          totals.redone() == 1 ? "is of a photo" : "are of photos",
          formats);
    }
  }

  @Override
  public final boolean finished() {
    return run.finished(workPlan, cluster);
  }

  @Override
  public final String nothing() {
    return "Nothing to " + words.verb().plain() + ": the gallery holds all that can be had.";
  }

  /** {@inheritDoc} A folder that cannot be listed may hold photos. */
  @Override
  public final boolean whole() {
    return workPlan.totals().locked() == 0;
  }

  @Override
  public final Summary render(Cluster cluster, Settings settings) throws InterruptedException {
    return run.render(workPlan, cluster, settings.tariff(), settings.listener());
  }

  @Override
  public final String report() {
    WorkPlan.Totals totals = workPlan.totals();
    TextLines lines = new TextLines();
    report(totals, lines);
    workPlan.warnings().forEach(warning -> lines.add("%s", warning));
    redone(totals, lines);
    return lines.toString();
  }

  @Override
  public final Optional<Forecast> forecast() {
    return workPlan.totals().missing() == 0
        ? Optional.empty()
        : Optional.of(new Forecast(seconds(workPlan.totals())));
  }

  @Override
  public final void close() {
    workPlan.close();
  }
}
