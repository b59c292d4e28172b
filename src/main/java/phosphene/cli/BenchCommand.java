package phosphene.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.bench.AtlasBenchmark.Extent;
import phosphene.bench.HostShare;
import phosphene.bench.Workload;
import phosphene.spec.Effort;
import phosphene.spec.Recipe;
import phosphene.spec.SpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the engine against its peers, or whole jobs against the bare ascent loop, in turns. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Times the engines against Deeplearning4j's layers and libtorch: forward and input gradient"
          + " of VGG19 to block5_conv4, or of another network, in turns on the same images. Prints"
          + " medians, least values and ratios, and how far the gradients are apart.",
      "With --job: whole jobs, Spark and gallery included, against the bare ascent loop.",
      "With --scan: photos a second that are scanned, against libtorch's forward pass.",
      "With --atlas: core-hours of an atlas of all units, against the loop of lucent's users."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int STEPS = 128; // of lucid's recipes for many units
  private static final int LUCENT_STEPS = 512; // lucent's default

  @Mixin BenchNetworkOptions network = new BenchNetworkOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Turns of each (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1,8",
      split = ",",
      description = "Batch sizes (default: ${DEFAULT-VALUE}).")
  List<Integer> batches = new ArrayList<>();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "${env:OMP_NUM_THREADS:-1}",
      description = "Native threads of libtorch; ours are OMP_NUM_THREADS (default: the same).")
  int threads;

  @Option(
      names = "--job",
      paramLabel = "JOB",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Times an atlas job to a temporary gallery instead, against the ascent loop alone, on the"
              + " same tiles. Without JOB: 16 tiles of SqueezeNet, 8 of VGG19.")
  @Nullable String job;

  @Option(
      names = "--scan",
      description =
          "Times scans with SqueezeNet instead, the figures of all units included, against"
              + " libtorch's forward pass alone, on the same images.")
  boolean scan;

  @Option(
      names = "--atlas",
      description =
          "Estimates what an atlas of all units costs instead, from a sample of each layer, beside"
              + " the loop as a user of lucent runs it. The other options hold.")
  boolean atlas;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "20",
      description = "Steps of each that --atlas times and scales (default: ${DEFAULT-VALUE}).")
  int steps;

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "16",
      description = "Units of each layer in the sample of --atlas (default: ${DEFAULT-VALUE}).")
  int units;

  @Option(
      names = "--enlarge",
      paramLabel = "PX",
      defaultValue = "0",
      description =
          "Side to which lucent's loop enlarges its pictures in --atlas, as lucent does to 224"
              + " (default: 0, it does not).")
  int enlarge;

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "Threads that render in --job (default: all cores).")
  int cores = Runtime.getRuntime().availableProcessors();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    require("--rounds", rounds);
    batches.forEach(batch -> require("--batch", batch));
    require("--threads", threads);
    require("--cores", cores);
    require("--steps", steps);
    require("--units", units);
    PrintWriter out = spec.commandLine().getOut();
    if (job != null) {
      network.requireNone("--job");
      JobBench bench = new JobBench(rounds, cores, network.cache.folder, out);
      return job.isEmpty() ? bench.standard() : bench.file(job);
    }
    if (scan) {
      network.requireNone("--scan");
      return new ScanBench(rounds, threads, home(), out).run(batches);
    }
    return atlas ? atlas(out) : steps(out);
  }

  private int steps(PrintWriter out) {
    Workload workload = network.workload();
    int pixels = network.pixels(workload.pixels());
    int code = new StepBench(workload, rounds, threads, home(), out).run(batches, pixels);
    if (network.none()) {
      hostShares(workload, out);
    }
    return code;
  }

  private int atlas(PrintWriter out) {
    network.requireNoLayer("--atlas");
    Recipe standard = Recipe.standard();
    Effort effort = standard.effort();
    Recipe recipe =
        new Recipe(
            network.pixels(standard.size()),
            standard.parameterization(),
            standard.transforms(),
            standard.optimizer(),
            new Effort(
                STEPS, effort.attempts(), effort.retries(), effort.redirect(), effort.schedule()),
            standard.precision());
    Extent extent = new Extent(recipe, LUCENT_STEPS, steps, units);
    return new AtlasBench(extent, enlarge, threads, home(), out).run(network.trained(out));
  }

  private static Path home() {
    return Path.of(System.getProperty("phosphene.home", "."));
  }

  private static void require(String option, int value) {
    if (value < 1) {
      throw new SpecException("Invalid " + option + ": " + value + " (must be at least 1)");
    }
  }

  private static void hostShares(Workload workload, PrintWriter out) {
    out.printf(
        Locale.ROOT, "%nAn ascent's step at the standard recipe, processor time of a tile%n");
    out.printf(Locale.ROOT, "%-30s %7s %10s %22s%n", "", "tiles", "s a step", "outside the engine");
    for (String at : List.of("block1_conv2", "block3_conv3", "block4_conv1", "block5_conv4")) {
      for (int batch : List.of(1, 8)) {
        HostShare share = HostShare.of(workload, at, batch, 20);
        out.printf(
            Locale.ROOT,
            "%-30s %7d %10.4f %20.1f %%%n",
            at,
            batch,
            share.step(),
            100 * share.share());
        out.flush();
      }
    }
  }
}
