package phosphene.gallery;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import phosphene.spec.SpecException;

/** Single objects that a user names by a path or URI: job files and weights. */
public final class Objects {
  private Objects() {}

  /**
   * The bytes of an object.
   *
   * @throws SpecException if it cannot be read
   * @throws StoreException if its store fails
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

  /** The file that a place of this machine names, by the rule of {@link HadoopStore}. */
  public static Path file(String place) {
    return Path.of(HadoopStore.path(place).toUri().getPath());
  }

  /**
   * Copies an object to a file of this machine, which is there whole or not at all.
   *
   * @throws SpecException if it cannot be read
   * @throws StoreException if the file cannot be written, or its store fails
   */
  public static void copy(String place, Path file, Configuration configuration) {
    Path whole = file.toAbsolutePath();
    Path part = whole.resolveSibling(".part-" + UUID.randomUUID());
    try (InputStream in = open(place, configuration);
        OutputStream out = create(part, file)) {
      in.transferTo(out);
    } catch (IOException | IllegalArgumentException e) {
      remove(part);
      throw unreadable(place, e);
    }
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      remove(part);
      throw new StoreException("Cannot write " + file, e);
    }
  }

  private static OutputStream create(Path part, Path file) {
    try {
      Files.createDirectories(part.getParent());
      return Files.newOutputStream(part);
    } catch (IOException e) {
      throw new StoreException("Cannot write " + file, e);
    }
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new StoreException("Cannot delete " + part, e);
    }
  }

  private static InputStream open(String place, Configuration configuration) throws IOException {
    org.apache.hadoop.fs.Path path = HadoopStore.path(place);
    FileSystem files = HadoopStore.files(path, configuration);
    if (Attempt.firmly(() -> files.getFileStatus(path)).isDirectory()) {
      throw new IOException("it is a folder");
    }
    try {
      return Attempt.firmly(() -> files.open(path));
    } catch (FileNotFoundException e) {
      throw new IOException(e.getMessage(), e); // it is there, but access to it is denied
    }
  }

  private static RuntimeException unreadable(String place, Exception e) {
    if (StoreException.passing(e)) {
      return new StoreException("Cannot read " + place, e);
    }
    String reason = e instanceof FileNotFoundException ? "no such file" : StoreException.reason(e);
    return new SpecException("Cannot read " + place + ": " + reason, e);
  }
}
