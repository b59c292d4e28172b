package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import phosphene.cluster.AtlasRun;
import phosphene.cluster.Calibration;
import phosphene.cluster.Cluster;
import phosphene.cluster.NetworkSource;
import phosphene.cluster.Watch;
import phosphene.gallery.Summary;
import phosphene.network.Network;
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
      conclude(run, source, output);
      return ExitCode.DONE;
    }
    return seat.run(
        cluster -> {
          site(run).expect();
          Watch watch = Tally.ofTiles(output.progress(), output.err());
          Summary summary = run.render(cluster, batch, options.tariff(), watch);
          Report.ofTiles(summary).print(out);
          write(run);
          conclude(run, source, output);
          return summary.counts().complete() ? ExitCode.DONE : ExitCode.FAILED;
        });
  }

  private static void write(AtlasRun run) {
    AtlasSite site = site(run);
    site.write();
    site.settle();
  }

  private void conclude(AtlasRun run, NetworkSource source, Output output) {
    PrintWriter out = output.out();
    String gallery = Places.local(run.output());
    out.println("Pages:          " + gallery + "/" + AtlasSite.INDEX);
    Places.sheets(out, gallery);
    Places.next(
        out,
        gallery,
        "index/tiles",
        NextSteps.after(job, source.network(), run.plan(), output.suggestions(), gallery));
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
    Quantity.Unit step = unit(plan, layer -> plan.cost(layer).flopPerStep());
    Quantity.Unit all = unit(plan, layer -> flop(plan, layer));
    out.printf(
        Locale.ROOT,
        "%-26s %8s %14s %12s%n",
        "layer",
        "tiles",
        step.name() + " a step",
        all.name());
    for (Map.Entry<String, List<Tile>> layer : plan.layers().entrySet()) {
      out.printf(
          Locale.ROOT,
          "%-26s %,8d %14s %12s%n",
          layer.getKey(),
          layer.getValue().size(),
          step.figure(plan.cost(layer.getKey()).flopPerStep(), 2),
          all.figure(flop(plan, layer.getKey()), 4));
    }
    out.println();
  }

  private static double flop(Plan plan, String layer) {
    return plan.cost(layer).flop() * plan.layers().getOrDefault(layer, List.of()).size();
  }

  /** The unit that suits the layer of the smallest figure. */
  private static Quantity.Unit unit(Plan plan, ToDoubleFunction<String> figure) {
    return Quantity.flop(
        plan.layers().keySet().stream().mapToDouble(figure).filter(f -> f > 0).min().orElse(0));
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
    out.println("work     " + Quantity.operations(outlook.missing().flop()));
    out.println("pictures " + Quantity.bytes(missing * tileBytes) + " (about)");
    out.printf(
        Locale.ROOT,
        "memory   %.1f GB (about): heap of %.1f GB, weights %s, %s for each of %s%n",
        (Runtime.getRuntime().maxMemory() + 2 * weights + cores * session) / 1e9,
        Runtime.getRuntime().maxMemory() / 1e9,
        Quantity.memory(2.0 * weights),
        Quantity.memory(session),
        Plural.of(cores, "task"));
  }
}
