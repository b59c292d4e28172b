package phosphene.primer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** How a file comes to lie in its folder: whole or not at all, replacing an older one. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes a file under the path that it is given. */
  interface Writing {
    void to(Path part) throws IOException;
  }

  static void write(Path file, Writing writing) throws IOException {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      writing.to(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
