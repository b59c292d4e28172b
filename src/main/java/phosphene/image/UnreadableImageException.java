package phosphene.image;

/** Bytes that are no picture; the message says why. */
public final class UnreadableImageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
