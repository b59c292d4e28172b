package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Deterministic;
import phosphene.Slow;
import phosphene.rig.HeldKind.Hold;

/** A flight whose process is killed. */
@Timeout(600)
@Slow
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

  // 64 frames of 4 passes: more than the two seconds after which there is a checkpoint.
  private static final int PAUSE_MILLIS = 20;

  @TempDir Path folder;

  @Deterministic
  @Test
  void aKilledFlightGoesOnAndEndsWithTheSameBytes() throws Exception {
    Path job = Files.writeString(folder.resolve("job.yaml"), JOB);
    List<String> undisturbed = command(job, "whole");
    Ran whole = Ran.phosphene(undisturbed.toArray(String[]::new));
    assertThat(whole.code()).as(whole.err()).isZero();

    Path checkpoint = folder.resolve("killed").resolve(flight()).resolve("checkpoint");
    startAndKillAt(checkpoint, command(job, "killed"));
    Ran verify = Ran.phosphene("verify", folder + "/killed", "--master", "local[1]");
    assertThat(verify.out()).contains("Flights that were not finished");
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

  private void startAndKillAt(Path checkpoint, List<String> command) throws Exception {
    Hold hold = new Hold(checkpoint, 1, PAUSE_MILLIS);
    Driver driver = Driver.start(folder.resolve("log"), hold.settings(), command);
    try {
      hold.await(driver.process()::isAlive, driver::logged);
    } finally {
      driver.process().destroyForcibly().waitFor();
    }
  }

  /** Where the flight is in any gallery. */
  private String flight() {
    String frame =
        flights("whole").keySet().stream()
            .filter(name -> name.endsWith("/000000.png"))
            .findFirst()
            .orElseThrow();
    return frame.substring(0, frame.lastIndexOf('/'));
  }

  private Map<String, String> flights(String output) {
    Map<String, String> files = Studio.files(folder.resolve(output));
    files.keySet().removeIf(name -> !name.startsWith("flights/") || name.contains("/."));
    return files;
  }
}
