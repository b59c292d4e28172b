package phosphene.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.bench.Dl4jPeer;
import phosphene.bench.EnginePeer;
import phosphene.bench.EnginePeer.Reach;
import phosphene.bench.HostShare;
import phosphene.bench.LibtorchPeer;
import phosphene.bench.Peer;
import phosphene.bench.PeerAbsentException;
import phosphene.bench.PeerResult;
import phosphene.bench.Quantiles;
import phosphene.bench.RoundRobinBenchmark;
import phosphene.bench.ScanBenchmark;
import phosphene.bench.Workload;
import phosphene.spec.Plural;
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
      "Times the engine against Deeplearning4j's layers and libtorch: forward and input gradient of"
          + " VGG19 to block5_conv4, in turns on the same images. Prints the ratios.",
      "With --job: whole jobs, Spark and gallery included, against the bare ascent loop.",
      "With --scan: photos a second that are scanned, against libtorch's forward pass."
    })
final class BenchCommand implements Callable<Integer> {
  private static final int PIXELS = 128;

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
      JobBench bench = new JobBench(rounds, cores, cache.folder, out);
      return job.isEmpty() ? bench.standard() : bench.file(job);
    }
    if (scan) {
      return scans(out);
    }
    Workload workload = Workload.vgg19(1);
    List<Peer> peers = peers(workload, out);
    try {
      for (int batch : batches) {
        contest(new RoundRobinBenchmark(peers), workload, batch, out);
      }
    } finally {
      peers.forEach(Peer::close);
    }
    hostShares(workload, out);
    return ExitCode.DONE;
  }

  private int scans(PrintWriter out) {
    ScanBenchmark contest = ScanBenchmark.squeezenet(threads);
    try {
      for (int batch : batches) {
        ScanBenchmark.Result result = contest.run(batch, rounds, home());
        out.printf(
            Locale.ROOT,
            "SqueezeNet, %d photos together: scanned %.1f photos/s, libtorch's forward %.1f"
                + " photos/s: %.2f x as fast (means differ by %.1e)%n",
            batch,
            Quantiles.of(result.ours()).median(),
            Quantiles.of(result.theirs()).median(),
            result.ratio(),
            result.distance());
        out.flush();
      }
      return ExitCode.DONE;
    } catch (PeerAbsentException e) {
      out.println(e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private static Path home() {
    return Path.of(System.getProperty("phosphene.home", "."));
  }

  private static void require(String option, int value) {
    if (value < 1) {
      throw new SpecException("Invalid " + option + ": " + value + " (must be at least 1)");
    }
  }

  private List<Peer> peers(Workload workload, PrintWriter out) {
    List<Peer> peers = new ArrayList<>();
    peers.add(EnginePeer.open(workload, Reach.WHOLE));
    peers.add(EnginePeer.open(workload, Reach.FOCUSED));
    peers.add(Dl4jPeer.open(workload));
    try {
      peers.add(LibtorchPeer.start(workload, home(), threads));
    } catch (PeerAbsentException e) {
      out.println(e.getMessage());
    }
    return peers;
  }

  private void contest(RoundRobinBenchmark contest, Workload workload, int batch, PrintWriter out) {
    List<PeerResult> standings = contest.run(batch, PIXELS, rounds, 1);
    PeerResult ours = standings.get(0);
    out.printf(
        Locale.ROOT,
        "%nVGG19 to block5_conv4, %d px, batch %d, %s%n",
        PIXELS,
        batch,
        Plural.of(threads, "native thread"));
    out.printf(
        Locale.ROOT, "%-38s %10s %9s %12s  %s%n", "", "s a step", "GFLOP/s", "to ours", "gradient");
    for (PeerResult standing : standings) {
      out.printf(
          Locale.ROOT,
          "%-38s %10.4f %9.0f %10.2f x  %s%n",
          standing.peer(),
          standing.median(),
          workload.operations(batch, PIXELS) / standing.median() / 1e9,
          standing.timesSlowerThan(ours),
          standing.agrees() ? "agrees" : "DIFFERS by " + standing.distance());
    }
    out.flush();
  }

  private void hostShares(Workload workload, PrintWriter out) {
    out.printf(Locale.ROOT, "%nAn ascent's step at the standard recipe, one tile%n");
    out.printf(Locale.ROOT, "%-38s %10s %22s%n", "", "s a step", "outside the engine");
    for (String layer : List.of("block1_conv2", "block3_conv3", "block4_conv1", "block5_conv4")) {
      HostShare share = HostShare.of(workload, layer, 1, 20);
      out.printf(Locale.ROOT, "%-38s %10.4f %20.1f %%%n", layer, share.step(), 100 * share.share());
      out.flush();
    }
  }
}
