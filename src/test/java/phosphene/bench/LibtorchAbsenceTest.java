package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchAbsenceTest {
  private final Workload workload = Workload.chain("tiny", new int[] {1}, new int[] {1}, 1);

  @Test
  void withoutTheProjectsFolderItSaysWhatIsMissing(@TempDir Path home) {
    assertThatThrownBy(() -> LibtorchPeer.start(workload, home, 1))
        .isInstanceOf(PeerAbsentException.class)
        .hasMessage("Cannot measure libtorch: no " + home.resolve("src/bench/libtorch/pom.xml"));
  }

  @Test
  void withoutABuildItSaysWhereTheLogIs(@TempDir Path home) throws IOException {
    Path pom = home.resolve("src/bench/libtorch/pom.xml");
    Files.createDirectories(home.resolve("src/bench/libtorch"));
    Files.writeString(pom, "not a pom");

    assertThatThrownBy(() -> LibtorchPeer.start(workload, home, 1))
        .isInstanceOf(PeerAbsentException.class)
        .hasMessage(
            "Cannot measure libtorch: Maven ended with 1, see "
                + home.resolve("target/libtorch/build.log"));
  }
}
