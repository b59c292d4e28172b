package phosphene.gallery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
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
    try {
      String text = HadoopStore.path(place).toUri().getPath();
      Optional<Path> odd = LocalFiles.named(place).filter(file -> !LocalFiles.plain(file, text));
      return odd.isPresent()
          ? LocalFiles.read(odd.get(), Integer.MAX_VALUE)
          : whole(place, configuration, InputStream::readAllBytes);
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
    try {
      whole(place, configuration, in -> transfer(in, part, file));
      move(part, whole, file);
    } catch (IOException | IllegalArgumentException e) {
      remove(part, e);
      throw unreadable(place, e);
    } catch (RuntimeException | Error e) {
      remove(part, e);
      throw e;
    }
  }

  /**
   * Copies an object to a file of this machine, unless there is no such object.
   *
   * @throws SpecException if it is there and cannot be read
   * @throws StoreException if the file cannot be written, or its store fails
   */
  public static void copyIfThere(String place, Path file, Configuration configuration) {
    try {
      copy(place, file, configuration);
    } catch (SpecException e) {
      if (!(e.getCause() instanceof FileNotFoundException)) {
        throw e;
      }
    }
  }

  private static void move(Path part, Path whole, Path file) {
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new StoreException("Cannot write " + file, e);
    }
  }

  /** Copies to a part of a file, which begins anew with each try. */
  private static Path transfer(InputStream in, Path part, Path file) throws IOException {
    try (OutputStream out = create(part, file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        write(out, buffer, read, file);
      }
    }
    return part;
  }

  private static void write(OutputStream out, byte[] buffer, int length, Path file) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
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

  private static void remove(Path part, Throwable cause) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static <T> T whole(
      String place, Configuration configuration, WholeRead.Reading<T> reading) throws IOException {
    org.apache.hadoop.fs.Path path = HadoopStore.path(place);
    FileSystem files = HadoopStore.files(path, configuration);
    if (Attempt.firmly(() -> files.getFileStatus(path)).isDirectory()) {
      throw new IOException("it is a folder");
    }
    try {
      return new WholeRead(files, path).all(reading);
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
