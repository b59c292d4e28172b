package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import phosphene.cluster.Cluster;
import phosphene.gallery.Summary;
import phosphene.image.pixel.Format;
import phosphene.job.JobKinds;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.GalleryPages;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobKind;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.PlannedWork;
import phosphene.spec.Job;
import phosphene.spec.Origins;
import phosphene.spec.SpecException;

/**
 * What the commands do for a job of any kind.
 *
 * @param origins where its values were written: mistakes name the line or the option
 * @param redo formats whose photos are done again if an older decoder read them
 */
record JobCommand(
    Job job, JobKind<Job> kind, Origins origins, JobOptions options, Set<Format> redo) {

  /** Whether a plan times this machine. */
  enum Timing {
    MEASURED,
    LEFT_OUT
  }

  /**
   * The command for the job of a file.
   *
   * @throws SpecException if the job cannot be read, or photos are to be done again and it has none
   */
  static JobCommand of(JobOptions options, Set<Format> redo) {
    JobOptions.Asked asked = options.asked();
    Job job = asked.job();
    JobKind<Job> kind = JobKinds.of(job);
    if (!redo.isEmpty() && kind.photos() == JobKind.PhotoUse.NONE) {
      throw new SpecException("Cannot --redo: the job " + options.file + " reads no photos");
    }
    return new JobCommand(job, kind, asked.origins(), options, redo);
  }

  private ClaimedRun run(NetworkSource source) {
    return kind.run(
        job, new JobContext(source, Cluster.storage(), Version.text(), redo, options.judge(job)));
  }

  /** The network; where this process is its own executor, an engine that cannot run is refused. */
  private NetworkSource source(SparkCommand spark) {
    NetworkSource source = options.network(job);
    if (Cluster.alone(spark.master())) {
      job.precisions().forEach(precision -> source.in(precision).requireEngine());
    }
    return source;
  }

  /**
   * Renders what the gallery does not hold yet.
   *
   * @return an exit code
   */
  int render(SparkCommand spark, int batch, Output output) throws InterruptedException {
    try {
      return renderMissing(spark, batch, output);
    } catch (SpecException e) {
      throw origins.placed(e);
    }
  }

  private int renderMissing(SparkCommand spark, int batch, Output output)
      throws InterruptedException {
    try (ClaimedRun run = run(source(spark))) {
      run.claim(spark::log);
      Optional<PlannedWork> known = run.plannedWork();
      if (known.isEmpty()) {
        return spark.run(
            cluster -> {
              try (PlannedWork outlook = run.plannedWork(cluster)) {
                return found(outlook, output)
                    ? held(run, outlook, output)
                    : render(run, outlook, cluster, batch, output);
              }
            });
      }
      try (PlannedWork outlook = known.get()) {
        return found(outlook, output)
            ? held(run, outlook, output)
            : spark.run(cluster -> render(run, outlook, cluster, batch, output));
      }
    }
  }

  /** Prints what there is; returns whether that is all. */
  private static boolean found(PlannedWork outlook, Output output) {
    output.out().print(outlook.found());
    output.out().flush();
    return outlook.finished();
  }

  /** Of a gallery that holds all: writes pages that are owed. */
  private static int held(ClaimedRun run, PlannedWork outlook, Output output)
      throws InterruptedException {
    Optional<GalleryPages> pages = run.pages();
    if (pages.isPresent() && pages.get().owed()) {
      pages.get().update(); // a run that was killed did not come to them
    }
    output.out().println(outlook.nothing());
    conclude(run, pages, output);
    return outlook.whole() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private int render(ClaimedRun run, PlannedWork outlook, Cluster cluster, int batch, Output output)
      throws InterruptedException {
    Optional<GalleryPages> pages = run.pages();
    pages.ifPresent(GalleryPages::expect);
    JobProgress watch = new JobProgress(output.progress(), output.err(), kind.words());
    Summary summary =
        outlook.render(cluster, new PlannedWork.Settings(batch, options.tariff(), watch));
    new RunReport(summary, kind.words()).print(output.out());
    if (pages.isPresent()) {
      pages.get().update();
    }
    conclude(run, pages, output);
    return summary.counts().complete() && outlook.whole() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Says where what was made is, and what may be tried next. */
  private static void conclude(ClaimedRun run, Optional<GalleryPages> pages, Output output) {
    PrintWriter out = output.out();
    pages
        .flatMap(GalleryPages::first)
        .ifPresent(first -> place(new OutputPlace("Pages", first), run, out));
    run.outputs().forEach(place -> place(place, run, out));
    next(run, output);
  }

  private static void place(OutputPlace place, ClaimedRun run, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-16s%s/%s%n",
        place.label() + ":",
        OutputPlace.local(run.output()),
        place.path());
  }

  private static void next(ClaimedRun run, Output output) {
    PrintWriter out = output.out();
    run.index().forEach(place -> place(place, run, out));
    out.println("Try next:");
    List<String> lines = output.suggestions().lines(run.hints(), OutputPlace.local(run.output()));
    lines.forEach(line -> out.println("  " + line));
    out.flush();
  }

  /**
   * Says what the job would do, and renders nothing.
   *
   * @return an exit code
   */
  int plan(SparkCommand spark, Timing timing, PrintWriter out) {
    try {
      return planMissing(spark, timing, out);
    } catch (SpecException e) {
      throw origins.placed(e);
    }
  }

  private int planMissing(SparkCommand spark, Timing timing, PrintWriter out) {
    // Not to be closed: it claims nothing.
    NetworkSource source = source(spark);
    ClaimedRun run = run(source);
    run.check();
    Optional<PlannedWork> known = run.plannedWork();
    if (known.isEmpty()) {
      return spark.run(cluster -> plan(source, run.plannedWork(cluster), timing, out));
    }
    return plan(source, known.get(), timing, out);
  }

  private int plan(NetworkSource source, PlannedWork outlook, Timing timing, PrintWriter out) {
    try (outlook) {
      out.print(outlook.report());
      job.precisions().stream()
          .flatMap(precision -> source.in(precision).precisionNote().stream())
          .forEach(note -> out.println("precision " + note));
      if (timing == Timing.MEASURED) {
        outlook.forecast().ifPresent(forecast -> print(forecast, out));
      }
    }
    out.flush();
    return ExitCode.DONE;
  }

  private void print(PlannedWork.Forecast forecast, PrintWriter out) {
    PlanTime.print(forecast.seconds(), options.tariff(), out);
    forecast
        .bound()
        .ifPresent(
            bound ->
                out.printf(
                    Locale.ROOT,
                    "%s %s: %s%n",
                    bound.name(),
                    PlanTime.hours(bound.seconds() / 3600),
                    bound.why()));
  }
}
