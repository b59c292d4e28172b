package phosphene.image.film;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;

/** A process of ffmpeg that takes frames of one size, 3 bytes a pixel, and writes one film. */
final class Ffmpeg {
  private final Path file;
  private final Path part;
  private final Path complaints;
  private final Process process;
  private final OutputStream frames;
  private long count;

  /** A step between a film's last byte and its name. */
  interface Finish {
    void on(Path part) throws IOException;
  }

  /**
   * @param options each one argument, or several with a space between, where it begins with a dash
   */
  Ffmpeg(Path file, int width, int height, int fps, List<String> options) {
    this.file = file.toAbsolutePath();
    part = this.file.resolveSibling(this.file.getFileName() + ".part");
    try {
      complaints = Files.createTempFile("phosphene-film", ".log");
    } catch (IOException e) {
      throw cannotStart(e);
    }
    try {
      process =
          new ProcessBuilder(command(width, height, fps, options))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(complaints.toFile())
              .start();
    } catch (IOException e) {
      clean(complaints);
      throw cannotStart(e);
    }
    frames = process.getOutputStream();
  }

  private static UncheckedIOException cannotStart(IOException e) {
    return new UncheckedIOException("Cannot start ffmpeg: " + e.getMessage(), e);
  }

  private List<String> command(int width, int height, int fps, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
    command.addAll(words("-v error -y -f rawvideo -pix_fmt rgb24"));
    command.addAll(List.of("-s", width + "x" + height, "-r", Integer.toString(fps), "-i", "-"));
    options.forEach(
        option -> command.addAll(option.startsWith("-") ? words(option) : List.of(option)));
    // One thread and no dates: the same bytes each time.
    command.addAll(words("-threads 1 -filter_threads 1 -flags +bitexact -fflags +bitexact"));
    command.add("file:" + part);
    return command;
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }

  void write(byte[] frame) {
    try {
      frames.write(frame);
      count++;
    } catch (IOException e) {
      throw new UncheckedIOException(failure(e.toString()));
    }
  }

  /** Ends the film, and moves it to its name after {@code finish}. */
  void close(Finish finish) {
    try {
      int status = end();
      if (count == 0) {
        throw new IOException("Cannot write film " + file + ": it has no frames");
      }
      if (status != 0) {
        throw failure("exit code " + status);
      }
      finish.on(part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(failure("interrupted"));
    } finally {
      process.destroyForcibly();
      clean(part);
      clean(complaints);
    }
  }

  private int end() throws InterruptedException {
    try {
      frames.close();
    } catch (IOException e) {
      // It broke off before; its exit code says so.
    }
    return process.waitFor();
  }

  private IOException failure(String what) {
    // What it complains of is complete when it has ended.
    process.onExit().completeOnTimeout(process, 2, TimeUnit.SECONDS).join();
    String said;
    try {
      said = Files.readString(complaints, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      said = "";
    }
    return new IOException("Cannot write film " + file + ": " + what + " " + said);
  }

  private static void clean(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
