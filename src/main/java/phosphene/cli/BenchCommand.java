package phosphene.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.bench.HostShare;
import phosphene.bench.Workload;
import phosphene.cluster.Cluster;
import phosphene.job.run.NetworkSource;
import phosphene.network.Network;
import phosphene.spec.NetworkRef;
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
      "With --scan: photos a second that are scanned, against libtorch's forward pass."
    })
final class BenchCommand implements Callable<Integer> {
  private static final String VGG19 = "vgg19";

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description =
          "A network by its name, or the file of a whole model (default: vgg19). Its pixels are"
              + " taken as they are.")
  @Nullable String network;

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights of a network by its name (default: random:1, which cost the same).")
  @Nullable String weights;

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description = "The convolution at which the network ends (default: its last one).")
  @Nullable String layer;

  @Option(
      names = "--size",
      paramLabel = "PX",
      description = "Side of the images (default: 128, or the network's usual one if it is less).")
  @Nullable Integer size;

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
      names = "--cores",
      paramLabel = "N",
      description = "Threads that render in --job (default: all cores).")
  int cores = Runtime.getRuntime().availableProcessors();

  @Mixin WeightsCacheOption cache = new WeightsCacheOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    require("--rounds", rounds);
    batches.forEach(batch -> require("--batch", batch));
    require("--threads", threads);
    require("--cores", cores);
    PrintWriter out = spec.commandLine().getOut();
    if (job != null) {
      requireNone("--job");
      JobBench bench = new JobBench(rounds, cores, cache.folder, out);
      return job.isEmpty() ? bench.standard() : bench.file(job);
    }
    if (scan) {
      requireNone("--scan");
      return new ScanBench(rounds, threads, home(), out).run(batches);
    }
    return steps(out);
  }

  private int steps(PrintWriter out) {
    String name = Optional.ofNullable(network).orElse(VGG19);
    Workload workload = Workload.of(named(name), Optional.ofNullable(layer));
    int pixels = Optional.ofNullable(size).orElseGet(workload::pixels);
    require("--size", pixels);
    int code = new StepBench(workload, rounds, threads, home(), out).run(batches, pixels);
    if (network == null) {
      hostShares(workload, out);
    }
    return code;
  }

  /** The network of a name or a file; random weights where the user names none. */
  private Network named(String name) {
    if (name.equals(VGG19) && weights == null) {
      return Workload.vgg19(1).network();
    }
    NetworkRef ref = new NetworkRef(name, Optional.empty(), Optional.empty(), "--network");
    Optional<String> values =
        ref.model()
            ? Optional.ofNullable(weights)
            : Optional.of(Optional.ofNullable(weights).orElse("random:1"));
    return NetworkSource.open(
            new NetworkRef(name, values, Optional.empty(), "--network"),
            cache.folder,
            Cluster.storage())
        .network();
  }

  private static Path home() {
    return Path.of(System.getProperty("phosphene.home", "."));
  }

  private static void require(String option, int value) {
    if (value < 1) {
      throw new SpecException("Invalid " + option + ": " + value + " (must be at least 1)");
    }
  }

  /** What names the network of a step is not left unheard by another measurement. */
  private void requireNone(String measured) {
    requireNone("--network", network, measured);
    requireNone("--weights", weights, measured);
    requireNone("--layer", layer, measured);
    requireNone("--size", size, measured);
  }

  private static void requireNone(String option, @Nullable Object value, String measured) {
    if (value != null) {
      throw new SpecException(
          "Invalid " + option + ": " + value + " (must be left out with " + measured + ")");
    }
  }

  private void hostShares(Workload workload, PrintWriter out) {
    if (layer != null) {
      return;
    }
    out.printf(Locale.ROOT, "%nAn ascent's step at the standard recipe, one tile%n");
    out.printf(Locale.ROOT, "%-38s %10s %22s%n", "", "s a step", "outside the engine");
    for (String at : List.of("block1_conv2", "block3_conv3", "block4_conv1", "block5_conv4")) {
      HostShare share = HostShare.of(workload, at, 1, 20);
      out.printf(Locale.ROOT, "%-38s %10.4f %20.1f %%%n", at, share.step(), 100 * share.share());
      out.flush();
    }
  }
}
