package phosphene;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder of real networks that some tests read; it is not part of the project. */
public final class Models {
  private Models() {}

  /** The folder; skips the test where there is none. */
  public static Path folder() {
    String named = Optional.ofNullable(System.getenv("PHOSPHENE_MODELS")).orElse("");
    return List.of(named, "../shared/models").stream()
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst()
        .orElseGet(() -> abort("no real networks: set PHOSPHENE_MODELS to their folder"));
  }

  /** A file in the folder; skips the test where there is no folder. */
  public static Path file(String name) {
    return folder().resolve(name);
  }
}
