package phosphene.spec;

/**
 * The user's mistake: a message that names the place, the value and the rule. Exit code 2, no
 * stack.
 */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A mistake described by {@code message}. */
  public SpecException(String message) {
    super(message);
  }

  /** A mistake that another failure revealed. */
  public SpecException(String message, Throwable cause) {
    super(message, cause);
  }
}
