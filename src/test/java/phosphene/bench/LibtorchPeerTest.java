package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(
    named = "PHOSPHENE_BENCH",
    matches = "1",
    disabledReason = "downloads 110 MB of libtorch; set PHOSPHENE_BENCH=1")
class LibtorchPeerTest extends PeerContract {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @Override
  Peer open(Workload workload) throws PeerAbsentException {
    return LibtorchPeer.start(workload, HOME, 1);
  }

  @Test
  void itsForwardPassAgreesWithAScan() throws PeerAbsentException {
    ScanBenchmark.Result result = ScanBenchmark.squeezenet(1).run(2, 1, HOME);

    assertThat(result.distance()).isPositive().isLessThan(1e-5);
    assertThat(result.theirs()).hasSize(1).allMatch(photos -> photos > 0);
  }
}
