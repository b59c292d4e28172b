package phosphene.network.zoo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import phosphene.spec.SpecException;

/** What this package brings along. */
final class Resources {
  private static final Map<String, Path> FILES = new ConcurrentHashMap<>();

  private Resources() {}

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** A resource as a file of this machine, of the same name, until the process ends. */
  static Path file(String name) {
    return FILES.computeIfAbsent(name, Resources::copied);
  }

  private static Path copied(String name) {
    try {
      Path folder = Files.createTempDirectory("phosphene-resource");
      folder.toFile().deleteOnExit(); // the last registered goes first: the file before its folder
      Path file = folder.resolve(name);
      file.toFile().deleteOnExit();
      return Files.write(file, bytes(name));
    } catch (IOException e) {
      throw new SpecException("Cannot write a temporary file for " + name + ": " + e, e);
    }
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("resource " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
