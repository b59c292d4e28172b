package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import phosphene.cluster.Cluster;
import phosphene.cluster.NetworkSource;
import phosphene.cluster.ScanRun;
import phosphene.cluster.ScanTiming;
import phosphene.cluster.Survey;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.Summary;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.site.ScanSite;
import phosphene.spec.ScanJob;

/** Scans of photos from the command line. */
record ScanErrand(ScanJob job, JobOptions options) implements Errand {

  @Override
  public int render(SparkSeat seat, int batch, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    NetworkSource source = options.network(job);
    try (ScanRun run = ScanRun.of(job, source, Cluster.storage(), Version.text())) {
      run.claim(seat::tell);
      return seat.run(
          cluster -> {
            try (Survey survey = run.survey(cluster)) {
              return render(run, survey, cluster, out, err);
            }
          });
    }
  }

  private int render(ScanRun run, Survey survey, Cluster cluster, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    Survey.Totals totals = survey.totals();
    out.printf(
        Locale.ROOT,
        "%s: %,d photos, %,d of them scanned before, in %s%n",
        job.network().name(),
        totals.photos(),
        totals.dreams() - totals.missing() - totals.failed(),
        run.output());
    survey.troubles().forEach(out::println);
    if (totals.failed() > 0) {
      out.printf(
          Locale.ROOT, "%,d failed before, of photos that have not changed%n", totals.failed());
    }
    out.flush();
    if (run.finished(survey, cluster)) {
      out.println("Nothing to scan: the gallery holds all that can be had.");
      out.flush();
      return totals.locked() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
    Summary summary = run.render(survey, cluster, options.tariff(), Tally.ofScans(err));
    Report.ofScans(summary).print(out);
    pages(run.output(), out);
    conclude(Places.local(run.output()), out);
    return summary.counts().failures() + totals.locked() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Writes the pages, unless somebody wrote some that run a network. */
  private void pages(String gallery, PrintWriter out) {
    HadoopStore store = HadoopStore.open(gallery, Cluster.storage());
    SortedSet<String> folders = ScanFolders.of(gallery);
    if (store.find("site/network.js").isPresent()) {
      out.println("Pages:          to be written by ./phosphene site --live, as last time");
    } else if (!folders.isEmpty()) {
      ScanSite.of(store).write(folders.iterator());
      out.println(
          "Pages:          " + Places.local(gallery) + "/" + folders.first() + "/index.html");
    }
  }

  private void conclude(String gallery, PrintWriter out) {
    out.println("Scans:          " + gallery + "/scans");
    out.println("All photos:     " + gallery + "/index/natural");
    Places.next(out, gallery, "index/scans", next(gallery));
  }

  private static List<String> next(String gallery) {
    String query = "./phosphene query " + gallery + " ";
    return List.of(
        "# what each photo shows to the network",
        query
            + "\"SELECT photo, classes[0].name, classes[0].probability FROM scans"
            + " WHERE status = 'rendered' ORDER BY photo\"",
        "# which photos excite the units of a layer most",
        query
            + "\"SELECT layer, channel, maximum, firing, transform(top, t -> t.photo) photos FROM"
            + " natural ORDER BY layer_index DESC, maximum DESC LIMIT 10\"",
        "# which photos failed, and why",
        query + "\"SELECT photo, reason, message FROM scans WHERE status = 'failed'\"");
  }

  @Override
  public int plan(SparkSeat seat, Timing timing, PrintWriter out) {
    NetworkSource source = options.network(job);
    ScanRun run = ScanRun.of(job, source, Cluster.storage(), Version.text());
    run.check();
    return seat.run(
        cluster -> {
          try (Survey survey = run.survey(cluster)) {
            report(run, source, survey.totals(), out);
            survey.troubles().forEach(out::println);
            if (timing == Timing.MEASURED && survey.totals().missing() > 0) {
              Places.time(
                  survey.totals().missing() * ScanTiming.secondsPerPhoto(run.layers(), job, source),
                  options.tariff(),
                  out);
            }
          }
          out.flush();
          return ExitCode.DONE;
        });
  }

  private void report(ScanRun run, NetworkSource source, Survey.Totals totals, PrintWriter out) {
    Architecture architecture = source.network().architecture();
    out.printf(
        Locale.ROOT,
        "%s: %s to %s%n%n",
        job.network().name(),
        Places.local(run.photos()),
        job.output());
    out.printf(Locale.ROOT, "%-26s %14s %12s%n", "layer", "shape", "neurons");
    Shape input = architecture.input();
    var shapes = architecture.shapes(input.height(), input.width());
    long neurons = 0;
    for (String layer : run.layers().names()) {
      Shape shape = java.util.Objects.requireNonNull(shapes.get(layer));
      neurons += shape.size();
      out.printf(Locale.ROOT, "%-26s %14s %,12d%n", layer, shape, shape.size());
    }
    out.printf(Locale.ROOT, "%-26s %14s %,12d%n", "all", "", neurons);
    out.printf(
        Locale.ROOT,
        "%nphotos   %,d of %,.0f MB, about %,.0f million pixels, of which %,d are to be scanned%n",
        totals.photos(),
        totals.bytes() / 1e6,
        totals.pixels() / 1e6,
        totals.missing());
    out.printf(
        Locale.ROOT,
        "work     %.3f PFLOP, %.2f GFLOP a photo%n",
        totals.missing() * run.flop() / 1e15,
        run.flop() / 1e9);
    out.printf(
        Locale.ROOT,
        "memory   beside the heap about %.2f GB a task, for %d photos at a time%n",
        2.0 * run.layers().batch(architecture) * run.layers().activationBytes(architecture) / 1e9,
        run.layers().batch(architecture));
  }
}
