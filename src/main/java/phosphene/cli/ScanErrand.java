package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import phosphene.cluster.Cluster;
import phosphene.cluster.NetworkSource;
import phosphene.cluster.ScanRun;
import phosphene.cluster.ScanTiming;
import phosphene.cluster.Survey;
import phosphene.cluster.Watch;
import phosphene.gallery.Summary;
import phosphene.image.Format;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.site.ScanSite;
import phosphene.spec.Plural;
import phosphene.spec.ScanJob;

/** Scans of photos from the command line. */
record ScanErrand(ScanJob job, JobOptions options, Set<Format> redo) implements Errand {

  @Override
  public int render(SparkSeat seat, int batch, Output output) throws InterruptedException {
    try (ScanRun run = run(options.network(job))) {
      return errand(run, () -> conclude(run, output))
          .render(seat, output.out(), (survey, cluster) -> scan(run, survey, cluster, output));
    }
  }

  /** Only photos whose neurons are kept have pages. */
  private boolean paged() {
    return job.neurons() == ScanJob.Neurons.KEPT;
  }

  private static ScanSite site(ScanRun run) {
    return ScanSite.of(run.store());
  }

  private ScanRun run(NetworkSource source) {
    return ScanRun.of(job, source, Cluster.storage(), Version.text());
  }

  private PhotoErrand errand(ScanRun run, PhotoErrand.Conclusion conclusion) {
    return new PhotoErrand(
        run,
        redo,
        "scan",
        totals ->
            String.format(
                Locale.ROOT,
                "%s: %s, %,d of them scanned before, in %s",
                job.network().name(),
                Plural.of(totals.photos(), "photo"),
                totals.dreams() - totals.missing() - totals.failed(),
                run.output()),
        conclusion);
  }

  private Summary scan(ScanRun run, Survey survey, Cluster cluster, Output output)
      throws InterruptedException {
    site(run).expect();
    Watch watch = Tally.ofScans(output.progress(), output.err());
    Summary summary = run.render(survey, cluster, options.tariff(), watch);
    Report.ofScans(summary).print(output.out());
    return summary;
  }

  private void conclude(ScanRun run, Output output) throws InterruptedException {
    PrintWriter out = output.out();
    if (paged()) {
      pages(run, out);
    }
    String gallery = Places.local(run.output());
    out.println("Scans:          " + gallery + "/scans");
    out.println("All photos:     " + gallery + "/index/natural");
    Places.next(out, gallery, "index/scans", next(output.suggestions(), gallery));
  }

  /** Writes the pages that are owed: by this run, or by one that was killed. */
  private static void pages(ScanRun run, PrintWriter out) throws InterruptedException {
    SortedSet<String> folders = ScanFolders.of(run.output());
    if (!folders.isEmpty()) {
      if (site(run).owed()) {
        site(run).update(folders.iterator());
      }
      out.println(
          "Pages:          " + Places.local(run.output()) + "/" + folders.first() + "/index.html");
    }
  }

  private static List<String> next(Suggestions suggestions, String gallery) {
    return List.of(
        "# what each photo shows to the network",
        suggestions.query(
            gallery,
            "SELECT photo, classes[0].name, classes[0].probability FROM scans"
                + " WHERE status = 'rendered' ORDER BY photo"),
        "# which photos excite the units of the last layer most",
        suggestions.query(
            gallery,
            "SELECT layer, channel, maximum, firing, transform(top, t -> t.photo) photos FROM"
                + " natural ORDER BY layer_index DESC, maximum DESC LIMIT 10"),
        "# which photos failed, and why",
        suggestions.query(
            gallery, "SELECT photo, reason, message FROM scans WHERE status = 'failed'"));
  }

  @Override
  public int plan(SparkSeat seat, Timing timing, PrintWriter out) {
    NetworkSource source = options.network(job);
    ScanRun run = run(source);
    return errand(run, () -> {})
        .plan(
            seat,
            out,
            totals -> report(run, source, totals, out),
            timing.of(
                totals -> totals.missing() * ScanTiming.secondsPerPhoto(run.layers(), job, source)),
            options.tariff());
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
        "%nphotos   %,d of %s, about %s, %,d to be scanned%n",
        totals.photos(),
        Quantity.bytes(totals.bytes()),
        Quantity.pixels(totals.pixels()),
        totals.missing());
    out.printf(
        Locale.ROOT,
        "work     %s, %s a photo%n",
        Quantity.operations(totals.missing() * run.flop()),
        Quantity.operations(run.flop()));
    out.printf(
        Locale.ROOT,
        "memory   beside the heap about %s a task, for %s at a time%n",
        Quantity.memory(
            2.0 * run.layers().batch(architecture) * run.layers().activationBytes(architecture)),
        Plural.of(run.layers().batch(architecture), "photo"));
  }
}
