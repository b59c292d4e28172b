package phosphene.image.pixel;

/** Bytes that are no picture; the message says why, the reason is what reports count. */
public final class UnreadableImageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why bytes are no picture. */
  public enum Reason {
    /** No bytes, or a picture without pixels. */
    EMPTY,
    /** No format that is known. */
    UNKNOWN_FORMAT,
    /** A known format, whose rules the bytes break. */
    DAMAGED,
    /** The beginning of a picture. */
    TRUNCATED,
    /** More pixels than are allowed. */
    TOO_LARGE,
    /** Whole, but in a format or with a color space or compression that cannot be read. */
    UNSUPPORTED
  }

  private final Reason reason;

  public UnreadableImageException(String message, Throwable cause) {
    super(message, cause);
    reason = Reason.DAMAGED;
  }

  public UnreadableImageException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public UnreadableImageException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
