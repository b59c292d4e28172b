package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.rig.SmallDisk;
import phosphene.spec.SpecException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A job whose gallery is on a disk that is full, or becomes so. */
@Timeout(300)
class FullDiskRunTest {
  private static final int SOME_TILES = 64; // of fifteen, and what is beside them

  @TempDir Path folder;

  @Test
  void aDiskThatIsFullAtTheStartIsTheStoresFailure() throws IOException {
    Studio studio = Studio.in(folder);
    try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"))) {
      disk.fill();

      Ran ran = studio.render("--output", disk.folder() + "/out");

      assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.FAILED);
      assertThat(ran.err())
          .startsWith(
              "Cannot write file:" + disk.folder() + "/out/lease/000001.json: No space left");
    }
  }

  @Test
  void aDiskThatBecomesFullLeavesAGalleryThatGoesOn() throws IOException {
    Studio studio = Studio.in(folder);
    Path disk = folder.resolve("disk");
    try (SmallDisk small = SmallDisk.of(disk, SOME_TILES);
        Logs logs = Logs.listen()) {
      Ran first = studio.render("--output", disk + "/out");

      assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.FAILED);
      assertThat(first.err()).contains("No space left on device").doesNotContain("a bug");
      assertThat(logs.text())
          .as("this process is the only executor")
          .doesNotContain("Killing executors", "Replaced executor");
      Map<String, String> files = Studio.files(disk.resolve("out"));
      assertThat(files.keySet()).as("hidden files").noneMatch(name -> name.contains("/."));
      assertThat(files).doesNotContainValue(Studio.files(empty()).get("empty"));

      small.enlarge();
      Ran second = studio.render("--output", disk + "/out");
      Ran verified = Ran.phosphene("verify", disk + "/out");

      assertThat(second.code()).as(second.err()).isZero();
      assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }
  }

  @Command
  private static final class Nothing {}

  @Test
  void whoeverMeetsAFullDiskFirstHasMadeNoMistake() {
    IOException full = new IOException("No space left on device");
    assertThat(told(new SpecException("Cannot write w.h5: No space left on device", full)))
        .isEqualTo("1 Cannot write w.h5: No space left on device\n");
    assertThat(told(new UncheckedIOException("Cannot make a folder", full)))
        .isEqualTo("1 Cannot make a folder: No space left on device\n");
    assertThat(told(new IllegalStateException("The Spark job failed: x\n\tat y", full)))
        .isEqualTo("1 The Spark job failed: x: No space left on device\n");
    assertThat(told(new SpecException("Cannot write w.h5: it is a folder")))
        .startsWith("2 Cannot write w.h5");
  }

  private static String told(Exception problem) {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(new Nothing()).setErr(new PrintWriter(err, true));
    return CommandErrors.handle(problem, command, command.parseArgs()) + " " + err;
  }

  private Path empty() throws IOException {
    Files.createFile(Files.createDirectories(folder.resolve("nothing")).resolve("empty"));
    return folder.resolve("nothing");
  }
}
