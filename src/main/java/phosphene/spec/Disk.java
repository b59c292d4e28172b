package phosphene.spec;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The message of a disk that fails by itself, which is no mistake of the user. */
public final class Disk {
  // The texts of strerror(3) of Linux and macOS for ENOSPC, EDQUOT, EIO, EMFILE and ENFILE.
  private static final List<String> FAILURES =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "Disc quota exceeded",
          "Input/output error",
          "Too many open files");

  private Disk() {}

  /** True if that is why something failed. */
  public static boolean failed(@Nullable Throwable problem) {
    return failure(problem).isPresent();
  }

  /** What the disk says, if that is why something failed. */
  public static Optional<String> failure(@Nullable Throwable problem) {
    for (Throwable link = problem; link != null; link = link.getCause()) {
      String message = String.valueOf(link.getMessage());
      Optional<String> failure = FAILURES.stream().filter(message::contains).findFirst();
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }
}
