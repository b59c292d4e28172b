package phosphene.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a disk says when it fails by itself: nobody has asked for anything wrong. */
public final class Disk {
  // As strerror(3) of Linux and macOS words ENOSPC, EDQUOT, EIO, EMFILE and ENFILE.
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
    for (Throwable link = problem; link != null; link = link.getCause()) {
      String message = String.valueOf(link.getMessage());
      if (FAILURES.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }
}
