package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.rig.Program;

class NativeLibrariesTest {
  @TempDir Path folder;

  /** Loads ND4J: in a process of its own. */
  static final class Loading {
    private Loading() {}

    public static void main(String[] arguments) {
      NativeLibraries.logToSlf4j();
      System.out.println("sum " + Nd4j.ones(3).sumNumber());
    }
  }

  @Test
  @Timeout(300)
  void loadingNativeLibrariesSaysNothing() {
    List<String> arguments =
        List.of("-cp", System.getProperty("java.class.path"), Loading.class.getName());
    try (Program program = Program.start("loading", folder, Map.of(), arguments)) {
      int status = program.ended(Duration.ofMinutes(4));

      assertThat(status).as(program.printed()).isZero();
      assertThat(program.printed()).contains("sum 3.0").doesNotContain("do not match");
    }
  }
}
