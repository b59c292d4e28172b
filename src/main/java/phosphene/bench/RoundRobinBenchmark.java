package phosphene.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Peers that take turns on the same images, A B C A B C, so that what else the machine does meets
 * them all alike. The first peer is the reference of the others' gradients.
 *
 * @param peers in the order of their turns, at least one
 */
public record RoundRobinBenchmark(List<Peer> peers) {
  public RoundRobinBenchmark {
    peers = List.copyOf(peers);
    if (peers.isEmpty()) {
      throw new IllegalArgumentException("Invalid peers: none (must be at least 1)");
    }
  }

  /**
   * Measures {@code rounds} turns of every peer after one that does not count.
   *
   * @param seed of the images
   */
  public List<PeerResult> run(int batch, int pixels, int rounds, long seed) {
    float[] images = Workload.images(batch, pixels, seed);
    List<TimedStep> warmUp = new ArrayList<>();
    List<List<Double>> seconds = new ArrayList<>();
    for (Peer peer : peers) {
      warmUp.add(peer.step(images, batch, pixels));
      seconds.add(new ArrayList<>());
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < peers.size(); i++) {
        seconds.get(i).add(peers.get(i).step(images, batch, pixels).seconds());
      }
    }
    return IntStream.range(0, peers.size())
        .mapToObj(
            i ->
                new PeerResult(
                    peers.get(i).name(),
                    seconds.get(i),
                    warmUp.get(i).distanceTo(warmUp.get(0)),
                    peers.get(i).tolerance()))
        .toList();
  }
}
