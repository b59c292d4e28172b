package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.rig.HeldKind.Hold;

/** Two jobs that want to write to one place. */
@Timeout(600)
@Slow
class ConcurrentJobsTest {
  @TempDir Path folder;
  private final List<Driver> drivers = new ArrayList<>();

  @AfterEach
  void end() {
    drivers.forEach(driver -> driver.process().destroyForcibly());
    Starts.end();
  }

  @Test
  void theSecondIsRefusedAsLongAsTheFirstLives() throws Exception {
    Studio studio = Studio.in(folder);
    Driver first = start(studio);
    Starts.watch();

    Ran second = studio.render();

    assertThat(second.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(second.err())
        .matches(
            "Cannot write to file:\\S+/out: another job does: \\S+@\\S+ \\(process "
                + first.process().pid()
                + "\\), since 20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ \\(wait for its end, or"
                + " choose another output\\)\n");
    assertThat(second.out()).isEmpty();
    assertThat(Starts.count()).as("starts of Spark").isZero();
    Ran plan = studio.command("plan", "--no-calibration");
    assertThat(plan.code()).as("a plan asks nobody: " + plan.err()).isZero();

    first.process().destroyForcibly().waitFor();
    assertThat(leases(studio)).containsExactly("lease/000001.json");
    Ran third = studio.render();

    assertThat(third.code()).as(third.err()).isZero();
    assertThat(third.err()).doesNotContain("Waiting");
    assertThat(leases(studio)).isEmpty();
  }

  @Test
  void aJobThatWasTakenOverStops() throws Exception {
    Studio studio = Studio.in(folder);
    Driver first = start(studio);
    String lease = Files.readString(studio.output().resolve("lease/000001.json"));
    Path other = studio.output().resolve("lease/000002.json");
    Files.writeString(
        other,
        lease
            .replaceFirst("\"id\" : \"[^\"]+\"", "\"id\" : \"x\"")
            .replace("\"host\" : \"", "\"host\" : \"not-"));
    Path summary = Files.writeString(studio.output().resolve("summary.json"), "the other's");

    assertThat(first.process().waitFor(4, TimeUnit.MINUTES)).as(first.logged()).isTrue();

    assertThat(first.process().exitValue()).as(first.logged()).isEqualTo(ExitCode.FAILED);
    assertThat(first.logged())
        .contains(
            "Cannot go on writing to file:"
                + studio.output()
                + ": another job has taken over its lease: ")
        .doesNotContain("bug")
        .doesNotContain("\tat ");
    assertThat(leases(studio)).as("the other's").containsExactly("lease/000002.json");
    assertThat(summary).hasContent("the other's");
  }

  /** A job that has claimed its place, and does not end by itself. */
  private Driver start(Studio studio) throws Exception {
    Hold hold = Hold.at(studio.output().resolve("gallery.json"), 1); // written under the lease
    List<String> arguments = List.of("render", studio.job().toString(), "--master", "local[2]");
    Driver driver = Driver.start(folder.resolve("log"), hold.settings(), arguments);
    drivers.add(driver);
    hold.await(driver.process()::isAlive, driver::logged);
    return driver;
  }

  private static List<String> leases(Studio studio) {
    if (!Files.exists(studio.output())) {
      return List.of();
    }
    Map<String, String> files = Studio.files(studio.output());
    return files.keySet().stream().filter(name -> name.matches("lease/[^.].*")).toList();
  }
}
