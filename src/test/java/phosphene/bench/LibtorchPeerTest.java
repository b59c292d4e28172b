package phosphene.bench;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(
    named = "PHOSPHENE_BENCH",
    matches = "1",
    disabledReason = "downloads 110 MB of libtorch; set PHOSPHENE_BENCH=1")
class LibtorchPeerTest extends PeerContract {
  @Override
  Peer open(Workload workload) throws PeerAbsentException {
    return LibtorchPeer.start(workload, Path.of("").toAbsolutePath(), 1);
  }
}
