package phosphene.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A task that used a device from the begin to the end of a session.
 *
 * @param natives where its executor unpacks native libraries
 * @param libraries the native libraries that this process has loaded from there
 * @param begin a time of the clock that all processes of this machine share, in nanoseconds
 */
public record Sighting(
    String device,
    String executor,
    String task,
    String natives,
    int libraries,
    String threads,
    long begin,
    long end) {
  private static final String BETWEEN = "\t";

  /** True if two tasks used one device at a time. */
  public boolean clashes(Sighting other) {
    return device.equals(other.device)
        && !task.equals(other.task)
        && begin < other.end
        && other.begin < end;
  }

  /** Writes it into a folder, for a reader in another process. */
  void leave(Path folder) {
    String line =
        String.join(
            BETWEEN,
            device,
            executor,
            task,
            natives,
            Integer.toString(libraries),
            threads,
            Long.toString(begin),
            Long.toString(end));
    try {
      Files.writeString(folder.resolve(UUID.randomUUID().toString()), line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was left in a folder, by begin. */
  public static List<Sighting> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Sighting::read).sorted(Comparator.comparing(Sighting::begin)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sighting read(Path file) {
    try {
      String[] part = Files.readString(file).split(BETWEEN, -1);
      return new Sighting(
          part[0],
          part[1],
          part[2],
          part[3],
          Integer.parseInt(part[4]),
          part[5],
          Long.parseLong(part[6]),
          Long.parseLong(part[7]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
