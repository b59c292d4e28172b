package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import phosphene.cluster.Calibration;
import phosphene.cluster.NetworkSource;
import phosphene.network.Network;
import phosphene.plan.Cost;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.spec.AtlasJob;
import phosphene.spec.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a job would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Prints what a job would render, how long it takes and what it needs; renders nothing.")
final class PlanCommand implements Callable<Integer> {
  // Measured on VGG19 at 128 pixels: block1_conv2 2.07, block3_conv3 2.86, block4_conv1 2.95,
  // block5_conv1 3.03.
  // pixel.
  private static final double BYTES_A_PIXEL = 2.9;

  @Mixin JobOptions options = new JobOptions();

  @Option(
      names = "--no-calibration",
      negatable = true,
      description = "Leaves out the seconds of rendering that time this machine.")
  boolean uncalibrated;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    AtlasJob job = options.job();
    NetworkSource source = options.network(job);
    Network network = source.network();
    Plan plan = Plan.of(job, network.architecture(), network.sha256(), network.labels());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s (%s) to %s%n%n",
        network.architecture().name(),
        network.sha256().substring(0, 12),
        job.output());
    layers(plan, out);
    totals(plan, job.rendering().recipe(), network, out);
    if (!uncalibrated) {
      double hours = Calibration.seconds(plan, job, network) / 3600;
      int cores = Runtime.getRuntime().availableProcessors();
      out.printf(
          Locale.ROOT,
          "time     %s on one core of this machine, %s on its %d%n",
          time(hours),
          time(hours / cores),
          cores);
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

  private static void totals(Plan plan, Recipe recipe, Network network, PrintWriter out) {
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
        "tiles    %,d of %d x %d pixels, %d steps each%n",
        plan.tiles().size(),
        recipe.size(),
        recipe.size(),
        recipe.effort().steps() * recipe.effort().attempts());
    out.printf(Locale.ROOT, "work     %.3f PFLOP%n", plan.flop() / 1e15);
    out.printf(
        Locale.ROOT,
        "pictures %.0f MB (about)%n",
        Math.ceil(plan.tiles().size() * tileBytes / 1e6));
    out.printf(
        Locale.ROOT,
        "memory   %.1f GB (about): heap of %.1f GB, weights %.2f GB, %.2f GB for each of %d tasks%n",
        (Runtime.getRuntime().maxMemory() + 2 * weights + cores * session) / 1e9,
        Runtime.getRuntime().maxMemory() / 1e9,
        2 * weights / 1e9,
        session / 1e9,
        cores);
  }

  private static String time(double hours) {
    if (hours >= 48) {
      return String.format(Locale.ROOT, "%.1f days", hours / 24);
    }
    if (hours >= 1) {
      return String.format(Locale.ROOT, "%.1f hours", hours);
    }
    return String.format(Locale.ROOT, "%.1f minutes", hours * 60);
  }
}
