package phosphene.gallery;

/** A store that does not do what it was asked to; the message names the object and the reason. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StoreException(String what, Throwable cause) {
    super(what + ": " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null
        ? cause.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
