package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A process that is asked to end while other code takes the interrupt of its thread for its own.
 */
@Timeout(120)
class InterruptionProcessTest {

  /** A job whose thread loses its first interrupt, as in Hadoop's {@code Shell}. */
  static final class Job {
    private Job() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (Interruption interruption = Interruption.ofThisThread()) {
        print("working");
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException lost) {
          print("lost");
        }
        try {
          Interruption.checkProcess();
          print("went on");
        } catch (InterruptedException e) {
          print("interrupted " + interruption.requested());
        }
      }
    }

    private static void print(String line) {
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
          .println(line);
    }
  }

  @Test
  void aLostInterruptIsHeardAgain() throws Exception {
    Process job =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Job.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader lines = job.inputReader(StandardCharsets.UTF_8)) {
      assertThat(next(lines)).isEqualTo("working");
      new ProcessBuilder("kill", "-INT", Long.toString(job.pid())).start().waitFor();
      assertThat(next(lines)).isEqualTo("lost");
      assertThat(next(lines)).isEqualTo("interrupted true");
      assertThat(job.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      job.destroyForcibly();
    }
  }

  /** The next line of the job, without those of a log. */
  private static String next(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && line.contains(" WARN ") || line != null && line.startsWith("WARNING")) {
      line = lines.readLine();
    }
    return String.valueOf(line);
  }
}
