package phosphene.spec;

/**
 * The user's mistake: a message that names the place, the value and the rule. Exit code 2, no
 * stack.
 */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String key;

  /** A mistake described by {@code message}. */
  public SpecException(String message) {
    super(message);
    this.key = "";
  }

  /** A mistake that another failure revealed. */
  public SpecException(String message, Throwable cause) {
    super(message, cause);
    this.key = "";
  }

  /** A mistake in the value of {@code key} by one who does not know where it was written. */
  private SpecException(Key key, String message) {
    super(message);
    this.key = key.name();
  }

  private SpecException(Key key, SpecException mistake) {
    super(mistake.getMessage(), mistake);
    this.key = key.name();
  }

  /** This mistake as one in a part of the job, such as {@code judge}. */
  public SpecException within(String part) {
    return new SpecException(new Key(key.isEmpty() ? part : part + "." + key), this);
  }

  static SpecException about(String key, String message) {
    return new SpecException(new Key(key), message);
  }

  /**
   * This mistake as one in the value of a key, such as {@code guide}; {@link Origins} know where.
   */
  public SpecException in(String blamed) {
    return key.isEmpty() ? new SpecException(new Key(blamed), this) : this;
  }

  /** The key whose value is wrong, such as {@code recipe.steps}; empty once a place is named. */
  String key() {
    return key;
  }

  /** This mistake with its place in front, such as {@code jobs/x.yaml:7}. */
  SpecException at(String place) {
    return new SpecException(place + ": " + getMessage(), this);
  }

  private record Key(String name) {}
}
