package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of flights. */
class FlightPlanTest {
  private static final String JOB =
      """
      job: flight
      network: vgg19
      weights: random:1
      units: [block1_conv2/3, block4_conv1/3]
      seconds: 0.5
      steps: 5
      recipe: {size: 64, fps: 4, first: 300, transforms: none}
      output: %s
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    String output = folder.resolve("out").toString();
    Files.writeString(folder.resolve("job.yaml"), JOB.replace("%s", output));
  }

  private Ran run(String command, String... arguments) {
    String job = folder.resolve("job.yaml").toString();
    return Ran.phosphene(
        Stream.concat(Stream.of(command, job), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void aStartWithoutBytesIsRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jpg"));

    assertThat(run("plan", "--set", "start=" + empty))
        .isEqualTo(
            new Ran(
                ExitCode.MISTAKE,
                "",
                "Cannot read start " + empty + ": Cannot decode image: no bytes\n"));
  }
}
