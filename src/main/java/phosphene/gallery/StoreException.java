package phosphene.gallery;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** A store that does not do what it was asked to; the message names the object and the reason. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String what, Throwable cause) {
    super(what + ": " + reason(cause), cause);
  }

  /** Why something failed, in one line. */
  static String reason(Throwable cause) {
    if (cause instanceof AccessDeniedException) {
      return "access is denied"; // its message is the path alone
    }
    String message =
        cause instanceof FileSystemException failure && failure.getReason() != null
            ? failure.getReason() // its message begins with the path of a hidden file
            : cause.getMessage();
    return (message == null ? "" : message)
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse(cause.getClass().getSimpleName());
  }
}
