package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees while a native library that was made for an older loader is loaded. */
class NativeLogTest {
  @TempDir Path folder;

  /** Loads oneDNN in a process of its own. */
  static final class Loads {
    public static void main(String[] arguments) throws ClassNotFoundException {
      if (arguments.length > 0) {
        NativeLibraries.logToSlf4j();
      }
      Class.forName("org.bytedeco.dnnl.global.dnnl");
      System.err.println("loaded");
    }
  }

  @Test
  void theLoaderDoesNotWarnOfVersions() throws Exception {
    assertThat(printed("ours")).isEqualTo("loaded\n");
  }

  /** As under spark-submit, where logs are set up by Spark. */
  @Test
  void norUnderTheSettingsOfSpark() throws Exception {
    Path settings = folder.resolve("log4j2.properties");
    Files.writeString(
        settings,
        """
        rootLogger.level = warn
        rootLogger.appenderRef.console.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.target = SYSTEM_ERR
        """);

    assertThat(printed("ours", "-Dlog4j2.configurationFile=" + settings)).isEqualTo("loaded\n");
  }

  @Test
  void leftToItselfItWarns() throws Exception {
    assertThat(printed(""))
        .as("else the other tests show nothing")
        .contains("Versions of org.bytedeco:javacpp:")
        .endsWith("loaded\n");
  }

  private String printed(String mode, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("natives"),
            "-cp",
            System.getProperty("java.class.path"),
            Loads.class.getName()));
    if (!mode.isEmpty()) {
      command.add(mode);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}
