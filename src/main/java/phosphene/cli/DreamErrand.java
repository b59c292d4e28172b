package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import phosphene.cluster.Cluster;
import phosphene.cluster.DreamRun;
import phosphene.cluster.DreamTiming;
import phosphene.cluster.NetworkSource;
import phosphene.cluster.Survey;
import phosphene.cluster.Watch;
import phosphene.gallery.Summary;
import phosphene.image.Format;
import phosphene.plan.DreamCost;
import phosphene.plan.Mixes;
import phosphene.spec.DreamJob;
import phosphene.spec.Plural;

/** Dreams of photos from the command line. */
record DreamErrand(DreamJob job, JobOptions options, Set<Format> redo) implements Errand {

  @Override
  public int render(SparkSeat seat, int batch, Output output) throws InterruptedException {
    try (DreamRun run = run(options.network(job))) {
      return errand(run, () -> conclude(run, output))
          .render(seat, output.out(), (survey, cluster) -> dream(run, survey, cluster, output));
    }
  }

  private DreamRun run(NetworkSource source) {
    return DreamRun.of(job, source, Cluster.storage(), Version.text());
  }

  private PhotoErrand errand(DreamRun run, PhotoErrand.Conclusion conclusion) {
    return new PhotoErrand(
        run,
        redo,
        "render",
        totals ->
            String.format(
                Locale.ROOT,
                "%s: %s of %s, %,d of them rendered before, in %s",
                job.network().name(),
                Plural.of(totals.dreams(), "dream"),
                Plural.of(totals.photos(), "photo"),
                totals.dreams() - totals.missing() - totals.failed(),
                run.output()),
        conclusion);
  }

  private Summary dream(DreamRun run, Survey survey, Cluster cluster, Output output)
      throws InterruptedException {
    Watch watch = Tally.ofDreams(output.progress(), output.err());
    Summary summary = run.render(survey, cluster, options.tariff(), watch);
    Report.ofDreams(summary).print(output.out());
    return summary;
  }

  private static void conclude(DreamRun run, Output output) {
    PrintWriter out = output.out();
    String gallery = Places.local(run.output());
    out.println("Dreams:         " + gallery + "/dreams");
    if (run.tours()) {
      out.println("Tours:          " + gallery + "/tours");
    }
    Places.sheets(out, gallery);
    Places.next(out, gallery, "index/dreams", next(output.suggestions(), gallery));
  }

  private static List<String> next(Suggestions suggestions, String gallery) {
    return List.of(
        "# which photos failed, and why",
        suggestions.query(
            gallery, "SELECT photo, reason, message FROM dreams WHERE status = 'failed'"),
        "# which photos changed most",
        suggestions.query(
            gallery,
            "SELECT photo, mix, score_end / score_start AS rise FROM dreams"
                + " WHERE status = 'rendered' ORDER BY rise DESC LIMIT 10"));
  }

  @Override
  public int plan(SparkSeat seat, Timing timing, PrintWriter out) {
    NetworkSource source = options.network(job);
    DreamRun run = run(source);
    return errand(run, () -> {})
        .plan(
            seat,
            out,
            totals -> report(run, totals, out),
            timing.of(
                totals -> totals.flop() / DreamTiming.flopPerSecond(run.mixes(), job, source)),
            options.tariff());
  }

  private void report(DreamRun run, Survey.Totals totals, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %s to %s%n%n",
        job.network().name(),
        Places.local(run.photos()),
        job.output());
    Quantity.Unit unit =
        Quantity.flop(
            run.mixes().values().stream()
                .mapToDouble(planned -> flop(planned, totals))
                .max()
                .orElse(0));
    out.printf(Locale.ROOT, "%-26s %14s %12s%n", "mix", "GFLOP a Mpixel", unit.name());
    run.mixes()
        .forEach(
            (name, planned) -> {
              out.printf(
                  Locale.ROOT,
                  "%-26s %,14.1f %12s%n",
                  name,
                  planned.cost().flop(1000, 1000) / 1e9,
                  unit.figure(flop(planned, totals), 4));
            });
    out.printf(
        Locale.ROOT,
        "%nphotos   %,d of %s, about %s%n",
        totals.photos(),
        Quantity.bytes(totals.bytes()),
        Quantity.pixels(totals.pixels()));
    out.printf(
        Locale.ROOT, "dreams   %,d, of which %,d to be made%n", totals.dreams(), totals.missing());
    out.println("work     " + Quantity.operations(totals.flop()) + " (about)");
    memory(run, totals, out);
  }

  /** Operations of all photos, most of which are smaller or larger than a million pixels. */
  private static double flop(Mixes.Planned planned, Survey.Totals totals) {
    return planned.cost().flop(1000, 1000) * totals.pixels() / 1e6;
  }

  /** What the dream that takes most takes; photos that do not fit together come in turn. */
  private void memory(DreamRun run, Survey.Totals totals, PrintWriter out) {
    List<DreamCost> costs = run.mixes().values().stream().map(mix -> mix.cost()).toList();
    double heap =
        costs.stream().mapToDouble(cost -> cost.heapBytes(totals.largest())).max().orElse(0);
    long device = costs.stream().mapToLong(DreamCost::deviceBytes).max().orElse(0);
    out.printf(
        Locale.ROOT,
        "memory   about %s of the heap's %.1f GB for the largest photo (about %s), and beside the"
            + " heap %s a task for a tile of %d pixels%n",
        Quantity.memory(heap),
        Runtime.getRuntime().maxMemory() / 1e9,
        Quantity.pixels(totals.largest()),
        Quantity.memory(device),
        job.dreaming().recipe().tile());
  }
}
