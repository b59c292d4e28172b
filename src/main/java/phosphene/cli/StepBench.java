package phosphene.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import phosphene.bench.Dl4jPeer;
import phosphene.bench.EngineChoice;
import phosphene.bench.EnginePeer;
import phosphene.bench.EnginePeer.Use;
import phosphene.bench.LibtorchPeer;
import phosphene.bench.Peer;
import phosphene.bench.PeerAbsentException;
import phosphene.bench.PeerResult;
import phosphene.bench.RoundRobinBenchmark;
import phosphene.bench.Workload;
import phosphene.engine.Engine;
import phosphene.spec.Plural;
import phosphene.spec.SpecException;

/**
 * Prints how long a step takes: each engine of the registry, Deeplearning4j's layers, libtorch.
 *
 * @param rounds of which each has a turn of all
 * @param threads native threads of libtorch
 * @param home the project's folder
 */
record StepBench(Workload workload, int rounds, int threads, Path home, PrintWriter out) {
  /**
   * Measures batches of images of that side; whoever cannot be measured is told and left out.
   *
   * @return an exit code
   * @throws SpecException if the network does not take such images
   */
  int run(List<Integer> batches, int pixels) {
    workload.network().architecture().requireSize(pixels, pixels);
    List<Engine> engines = new ArrayList<>();
    List<Peer> peers = new ArrayList<>();
    try {
      openEngines(engines, peers);
      openOthers(peers);
      for (int batch : batches) {
        contest(peers.stream().filter(peer -> peer.takes(batch)).toList(), batch, pixels);
        peers.stream().filter(EnginePeer.class::isInstance).forEach(Peer::close); // to open others
      }
    } finally {
      peers.forEach(Peer::close);
      engines.forEach(Engine::close);
    }
    return ExitCode.DONE;
  }

  private void openEngines(List<Engine> engines, List<Peer> peers) {
    for (EngineChoice choice : EngineChoice.all()) {
      Optional<String> obstacle = choice.obstacle();
      if (obstacle.isPresent()) {
        out.println(obstacle.get());
        continue;
      }
      Engine engine = choice.open(workload.network());
      out.println(choice.name() + ": " + engine.name());
      for (Use use : engines.isEmpty() ? Use.values() : new Use[] {Use.WHOLE}) {
        peers.add(new EnginePeer(workload, choice, engine, use));
      }
      engines.add(engine);
    }
  }

  private void openOthers(List<Peer> peers) {
    List<Opening> others =
        List.of(
            () -> Dl4jPeer.open(workload),
            () -> LibtorchPeer.start(workload, home, threads),
            () -> LibtorchPeer.bfloat16(workload, home, threads));
    List<String> told = new ArrayList<>();
    for (Opening other : others) {
      try {
        peers.add(other.open());
      } catch (PeerAbsentException e) {
        if (!told.contains(e.getMessage())) {
          out.println(e.getMessage());
          told.add(e.getMessage());
        }
      }
    }
    out.flush();
  }

  private interface Opening {
    Peer open() throws PeerAbsentException;
  }

  private void contest(List<Peer> peers, int batch, int pixels) {
    List<PeerResult> results = new RoundRobinBenchmark(peers).run(batch, pixels, rounds, 1);
    out.printf(
        Locale.ROOT,
        "%n%s to %s, %d px, batch %d, %s, %s%n",
        workload.network().architecture().name(),
        workload.layer(),
        pixels,
        batch,
        Plural.of(threads, "native thread"),
        Plural.of(rounds, "round"));
    out.printf(
        Locale.ROOT,
        "%-44s %10s %10s %9s %10s %10s%n",
        "",
        "median s",
        "least s",
        "GFLOP/s",
        "to first",
        "by least");
    PeerResult first = results.get(0);
    for (PeerResult result : results) {
      out.printf(
          Locale.ROOT,
          "%-44s %10.5f %10.5f %9.0f %8.2f x %8.2f x  %s%n",
          result.peer(),
          result.median(),
          result.least(),
          workload.operations(batch, pixels) / result.median() / 1e9,
          result.timesSlowerThan(first),
          result.least() / first.least(),
          gradient(result));
    }
    out.flush();
  }

  private static String gradient(PeerResult result) {
    String distance = String.format(Locale.ROOT, "%.1e", result.distance());
    if (!result.agrees()) {
      return "gradient DIFFERS by " + distance;
    }
    return Double.isInfinite(result.tolerance())
        ? "gradient at " + distance
        : "gradient agrees, " + distance;
  }
}
