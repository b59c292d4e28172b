package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.engine.Device;
import phosphene.engine.Engines;
import phosphene.spec.Precision;

/** The command that measures, on next to nothing: it runs, and both sides render the same. */
class BenchTest {
  private static final String HOME = "phosphene.home";

  @TempDir Path folder;

  /** Of this project libtorch's program would be built. */
  @BeforeEach
  void elsewhere() {
    System.setProperty(HOME, folder.toString());
  }

  @AfterEach
  void back() {
    System.clearProperty(HOME);
  }

  @Test
  void aJobIsTimedAgainstTheBareLoop() {
    Studio studio = Studio.in(folder);

    Ran bench =
        Ran.phosphene("bench", "--job", studio.job().toString(), "--rounds", "1", "--cores", "1");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out())
        .contains("squeezenet: 15 tiles of 3 layers in ")
        .contains(" tasks, 32 px, 4 steps; 1 thread, 1 round\n")
        .containsPattern("\nbare loop, core-s +[0-9.]+ +[0-9.]+ +[0-9.]+\n")
        .containsPattern("\nSpark and gallery, s +[0-9.]+ +[0-9.]+ +[0-9.]+\n")
        .endsWith("The scores of all tiles are the same.\n");
    assertThat(studio.output()).doesNotExist();
  }

  @Test
  void aStepOfAnyNetworkIsTimedByThosePeersThatKnowItsLayers() {
    Ran bench =
        Ran.phosphene(
            "bench",
            "--network=mobilenet_v2",
            "--layer=features.2.conv.1.0",
            "--size=16",
            "--batch=1,2",
            "--rounds=1",
            "--threads=1");

    assertThat(bench.code()).as(bench.err()).isZero();
    String engine = Engines.known().kind(Optional.empty(), new Device.Cpu(), Precision.F32).name();
    assertThat(bench.out())
        .contains(engine + ": ")
        .contains("Cannot measure Deeplearning4j's layers: features.0.0 is no plain convolution")
        .contains("mobilenet_v2 to features.2.conv.1.0, 16 px, batch 1, 1 native thread, 1 round\n")
        .containsPattern(row("Phosphene, " + engine + ", always alone") + " +gradient agrees, 0.0e")
        .containsPattern(row("Phosphene, " + engine) + " +gradient agrees, ")
        .containsPattern(row("Phosphene, " + engine + ", one filter") + " +gradient agrees, ");
    assertThat(bench.out().split("always alone", -1)).as("at batch 1 only").hasSize(2);
  }

  @Test
  void allUnitsOfANetworkAreEstimatedFromAFew() {
    Ran bench =
        Ran.phosphene(
            "bench", "--atlas", "--network=primer", "--size=32", "--steps=2", "--units=2");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out())
        .doesNotContain("The weights are random")
        .contains("Cannot measure libtorch: no ")
        .contains("primer, 8 layers, 32 px: core-seconds a unit, Phosphene's 128 steps, ")
        .containsPattern("\nblock4_conv2 +96 +[0-9.]+ +- +-\n")
        .containsPattern(
            "\nPhosphene: all 432 units take [0-9.e-]+ core-hours, 90 % interval [0-9.e-]+ to"
                + " [0-9.e-]+ \\(Student's t, [0-9.]+ degrees of freedom\\)\n$");
  }

  @Test
  void scoresOfRandomWeightsAreSaidToMeanLittle() {
    Ran bench =
        Ran.phosphene(
            "bench",
            "--atlas",
            "--network=squeezenet",
            "--weights-cache",
            folder.toString(),
            "--size=32",
            "--steps=1",
            "--units=2");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out()).startsWith("The weights are random: costs are those of trained ones");
  }

  private static String row(String peer) {
    return "\n" + peer + " +[0-9.]+ +[0-9.]+ +[0-9]+ +[0-9.]+ x +[0-9.]+ x";
  }

  @Test
  void whatNamesTheNetworkOfAStepIsRefusedElsewhere() {
    Ran bench = Ran.phosphene("bench", "--scan", "--layer", "conv10");

    assertThat(bench.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(bench.err()).isEqualTo("Invalid --layer: conv10 (must be left out with --scan)\n");
  }

  @Test
  void onlyAtlasesAreTimed() throws IOException {
    Path job = folder.resolve("scan.yaml");
    Files.writeString(job, "job: scan\nnetwork: primer\nphotos: /photos\noutput: /gallery\n");

    Ran bench = Ran.phosphene("bench", "--job", job.toString());

    assertThat(bench.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(bench.err()).isEqualTo("Cannot time " + job + ": it is no atlas\n");
  }

  @Test
  void nothingIsMeasuredLessThanOnce() {
    Ran bench = Ran.phosphene("bench", "--rounds", "0");

    assertThat(bench.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(bench.err()).isEqualTo("Invalid --rounds: 0 (must be at least 1)\n");
  }
}
