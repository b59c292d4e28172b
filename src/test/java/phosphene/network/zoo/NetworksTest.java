package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.Digest;
import phosphene.network.Network;
import phosphene.network.read.WeightFiles;
import phosphene.spec.NetworkRef;
import phosphene.spec.SpecException;

/** A network as a job names it. */
class NetworksTest {
  @TempDir Path folder;

  @Test
  void aJobFindsRandomNamedAndFetchedWeights() throws IOException {
    Network random = Networks.random("squeezenet1.1", 4);
    Path npz = WeightFiles.npz(folder.resolve("x.npz"), random);

    assertThat(resolve("squeezenet1.1", "random:4").sha256()).isEqualTo(random.sha256());
    assertThat(resolve("squeezenet1.1", npz.toString()).sha256()).isEqualTo(Digest.SHA256.of(npz));

    Path fetched = folder.resolve(Catalogue.bundled().entry("squeezenet1.1").download().file());
    Files.copy(npz, fetched);

    assertThat(Networks.resolve(ref("squeezenet1.1", Optional.empty()), folder).sha256())
        .isEqualTo(Digest.SHA256.of(npz));
  }

  @Test
  void theFailureNamesThePlaceInTheJob() {
    assertThatThrownBy(() -> Networks.resolve(ref("vgg16", Optional.empty()), folder))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot find weights of vgg16: run ./phosphene networks fetch vgg16 or"
                + " name a file with weights:");
    assertThatThrownBy(() -> Networks.resolve(ref("gone.zip", Optional.empty()), folder))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot import gone.zip: no such file");
  }

  private Network resolve(String name, String weights) {
    return Networks.resolve(ref(name, Optional.of(weights)), folder);
  }

  private static NetworkRef ref(String name, Optional<String> weights) {
    return new NetworkRef(name, weights, Optional.empty(), "jobs/x.yaml:2");
  }
}
