package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that measures, on next to nothing: it runs, and both sides render the same. */
class BenchTest {
  @TempDir Path folder;

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
