package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A flight whose process is killed. */
@Timeout(600)
class FlightResumeTest {
  private static final String JOB =
      """
      job: flight
      network: squeezenet
      weights: random:1
      keyframes:
        - {at: 0, units: conv1/3}
        - {at: 4, units: {fire2_expand3x3: 1, conv1/5: 2}, motion: spiral}
      seconds: 5
      steps: 4
      recipe: {size: 96, fps: 12, first: 4}
      """;

  @TempDir Path folder;

  @Test
  void aKilledFlightGoesOnAndEndsWithTheSameBytes() throws Exception {
    Path job = Files.writeString(folder.resolve("job.yaml"), JOB);
    List<String> undisturbed = command(job, "whole");
    Ran whole = Ran.phosphene(undisturbed.toArray(String[]::new));
    assertThat(whole.code()).as(whole.err()).isZero();

    Driver driver = Driver.start(folder.resolve("log"), command(job, "killed"));
    try {
      awaitCheckpoint(driver);
    } finally {
      driver.process().destroyForcibly().waitFor();
    }
    Ran verify = Ran.phosphene("verify", folder + "/killed", "--master", "local[1]");
    assertThat(verify.out()).contains("Flights that were not finished");
    Path checkpoint = checkpoint();
    byte[] half = Files.readAllBytes(checkpoint);
    Ran rest = Ran.phosphene(command(job, "killed").toArray(String[]::new));

    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(half).as("it had been in the middle").hasSizeGreaterThan(4 * 3 * 96 * 96);
    assertThat(checkpoint).as("the index has the rows now").doesNotExist();
    assertThat(flights("killed")).isEqualTo(flights("whole")).hasSize(60 + 4);
  }

  private List<String> command(Path job, String output) {
    return List.of(
        "render", job.toString(), "--master", "local[1]", "--output", folder + "/" + output);
  }

  private void awaitCheckpoint(Driver driver) throws Exception {
    while (!Files.isDirectory(folder.resolve("killed/flights")) || paths().isEmpty()) {
      assertThat(driver.process().isAlive()).as(driver.logged()).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private Path checkpoint() throws IOException {
    assertThat(paths()).hasSize(1);
    return paths().get(0);
  }

  private List<Path> paths() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("killed/flights"))) {
      return all.filter(path -> path.endsWith("checkpoint")).toList();
    }
  }

  private Map<String, String> flights(String output) {
    Map<String, String> files = Studio.files(folder.resolve(output));
    files.keySet().removeIf(name -> !name.startsWith("flights/") || name.contains("/."));
    return files;
  }
}
