package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import phosphene.cluster.AtlasRun;
import phosphene.cluster.Calibration;
import phosphene.cluster.Cluster;
import phosphene.cluster.NetworkSource;
import phosphene.cluster.Watch;
import phosphene.gallery.Summary;
import phosphene.network.Network;
import phosphene.plan.Cost;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.site.AtlasSite;
import phosphene.spec.AtlasJob;
import phosphene.spec.Effort;
import phosphene.spec.Plural;
import phosphene.spec.Recipe;

/** An atlas from the command line. */
record AtlasErrand(AtlasJob job, JobOptions options) implements Errand {
  // Measured on VGG19 at 128 pixels: block1_conv2 2.07, block3_conv3 2.86, block4_conv1 2.95,
  // block5_conv1 3.03.
  private static final double BYTES_A_PIXEL = 2.9;

  @Override
  public int render(SparkSeat seat, int batch, Output output) throws InterruptedException {
    NetworkSource source = options.network(job);
    try (AtlasRun run =
        AtlasRun.prepare(job, source, Cluster.storage(), Version.text(), seat::tell)) {
      return render(run, source, seat, batch, output);
    }
  }

  private int render(AtlasRun run, NetworkSource source, SparkSeat seat, int batch, Output output) {
    PrintWriter out = output.out();
    int there = run.plan().tiles().size() - run.missing().tiles().size();
    out.printf(
        Locale.ROOT,
        "%s: %s, %,d of them rendered before, in %s%n",
        job.network().name(),
        Plural.of(run.plan().tiles().size(), "tile"),
        there,
        run.output());
    out.flush();
    if (run.finished()) {
      if (site(run).owed()) {
        write(run);
      }
      out.println("Nothing to render: the gallery holds all that the job asks for.");
      pages(run, out);
      Places.sheets(out, Places.local(run.output()));
      out.flush();
      return ExitCode.DONE;
    }
    return seat.run(
        cluster -> {
          site(run).expect();
          Watch watch = Tally.ofTiles(output.progress(), output.err());
          Summary summary = run.render(cluster, batch, options.tariff(), watch);
          Report.ofTiles(summary).print(out);
          String gallery = Places.local(run.output());
          write(run);
          pages(run, out);
          Places.conclude(
              out,
              gallery,
              "index/tiles",
              NextSteps.after(job, source.network(), run.plan(), output.suggestions(), gallery));
          return summary.counts().complete() ? ExitCode.DONE : ExitCode.FAILED;
        });
  }

  private static void write(AtlasRun run) {
    AtlasSite site = site(run);
    site.write();
    site.settle();
  }

  private static void pages(AtlasRun run, PrintWriter out) {
    out.println("Pages:          " + Places.local(run.output()) + "/" + AtlasSite.INDEX);
  }

  private static AtlasSite site(AtlasRun run) {
    return AtlasSite.of(run.store());
  }

  @Override
  public int plan(SparkSeat seat, Timing timing, PrintWriter out) {
    NetworkSource source = options.network(job);
    Network network = source.network();
    AtlasRun.Outlook outlook = AtlasRun.outlook(job, source, Cluster.storage(), Version.text());
    out.printf(
        Locale.ROOT,
        "%s (%s) to %s%n%n",
        network.architecture().name(),
        network.sha256().substring(0, 12),
        job.output());
    layers(outlook.plan(), out);
    totals(outlook, job.rendering().recipe(), network, out);
    if (timing == Timing.MEASURED && !outlook.missing().tiles().isEmpty()) {
      Places.time(Calibration.seconds(outlook.missing(), job, network), options.tariff(), out);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private static void layers(Plan plan, PrintWriter out) {
    out.printf(Locale.ROOT, "%-26s %8s %14s %12s%n", "layer", "tiles", "GFLOP a step", "PFLOP");
    for (Map.Entry<String, List<Tile>> layer : plan.layers().entrySet()) {
      Cost cost = plan.cost(layer.getKey());
      out.printf(
          Locale.ROOT,
          "%-26s %,8d %14.2f %12.4f%n",
          layer.getKey(),
          layer.getValue().size(),
          cost.flopPerStep() / 1e9,
          cost.flop() * layer.getValue().size() / 1e15);
    }
    out.println();
  }

  /** Such as {@code 256 steps}, or {@code 2 attempts of 256 steps}. */
  private static String steps(Effort effort) {
    String steps = Plural.of(effort.steps(), "step");
    return effort.attempts() == 1
        ? steps
        : Plural.of(effort.attempts(), "attempt") + " of " + steps;
  }

  private static void totals(
      AtlasRun.Outlook outlook, Recipe recipe, Network network, PrintWriter out) {
    Plan plan = outlook.plan();
    int missing = outlook.missing().tiles().size();
    double tileBytes = BYTES_A_PIXEL * recipe.size() * recipe.size();
    long weights = network.weights().values().stream().mapToLong(w -> w.kernel().length * 4L).sum();
    long session =
        plan.costs().values().stream()
            .mapToLong(cost -> cost.activationBytes() * cost.batch() * 3 / 2)
            .max()
            .orElse(0);
    int cores = Runtime.getRuntime().availableProcessors();
    out.printf(
        Locale.ROOT,
        "tiles    %,d of %d x %d pixels, %s each%s%n",
        plan.tiles().size(),
        recipe.size(),
        recipe.size(),
        steps(recipe.effort()),
        missing == plan.tiles().size()
            ? ""
            : String.format(Locale.ROOT, "; %,d to be rendered", missing));
    out.printf(Locale.ROOT, "work     %.3f PFLOP%n", outlook.missing().flop() / 1e15);
    out.printf(Locale.ROOT, "pictures %.0f MB (about)%n", Math.ceil(missing * tileBytes / 1e6));
    out.printf(
        Locale.ROOT,
        "memory   %.1f GB (about): heap of %.1f GB, weights %.2f GB, %.2f GB for each of %s%n",
        (Runtime.getRuntime().maxMemory() + 2 * weights + cores * session) / 1e9,
        Runtime.getRuntime().maxMemory() / 1e9,
        2 * weights / 1e9,
        session / 1e9,
        Plural.of(cores, "task"));
  }
}
