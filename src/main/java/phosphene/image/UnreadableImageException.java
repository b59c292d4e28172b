package phosphene.image;

/**
 * Bytes that are no picture, or a damaged one: {@code Cannot decode image: <reason>}. Unchecked,
 * for it is expected at one place only: where a photo's failure becomes a value.
 */
public final class UnreadableImageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableImageException(String reason) {
    super("Cannot decode image: " + reason);
  }

  UnreadableImageException(String reason, Throwable cause) {
    super("Cannot decode image: " + reason, cause);
  }
}
