package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What every peer does. */
abstract class PeerContract {
  private static final int BATCH = 2;
  private final Workload workload = Workload.chain("small", new int[] {1, 2}, new int[] {4, 5}, 11);

  abstract Peer open(Workload workload) throws PeerAbsentException;

  @Test
  void gradientIsTheDerivativeOfTheScore() throws PeerAbsentException {
    try (Peer peer = open(workload)) {
      assertThat(peer.takes(BATCH)).isTrue();
      assertThat(new Directional(workload, BATCH).error(peer)).isCloseTo(0, within(1e-4));
    }
  }
}
