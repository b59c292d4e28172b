package phosphene.gallery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import phosphene.spec.SpecException;

/** Single objects that a user names by a path or URI: job files and weights. */
public final class Objects {
  private Objects() {}

  /**
   * The bytes of an object.
   *
   * @throws SpecException if it cannot be read
   */
  public static byte[] read(String place, Configuration configuration) {
    try (InputStream in = open(place, configuration)) {
      return in.readAllBytes();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(place, e);
    }
  }

  /** True if a place is a path of this machine. */
  public static boolean local(String place) {
    return !place.matches("[A-Za-z][A-Za-z0-9+.-]*://?.*") || place.startsWith("file:");
  }

  /**
   * Copies an object to a file of this machine, which is there whole or not at all.
   *
   * @throws SpecException if it cannot be read
   */
  public static void copy(String place, java.nio.file.Path file, Configuration configuration) {
    try (InputStream in = open(place, configuration)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      java.nio.file.Path part =
          Files.createTempFile(file.toAbsolutePath().getParent(), ".part", "");
      try {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(place, e);
    }
  }

  private static InputStream open(String place, Configuration configuration) throws IOException {
    Path path = HadoopStore.path(place);
    return path.getFileSystem(configuration).open(path);
  }

  private static SpecException unreadable(String place, Exception e) {
    String reason =
        e instanceof FileNotFoundException ? "no such file" : String.valueOf(e.getMessage());
    return new SpecException("Cannot read " + place + ": " + reason, e);
  }
}
