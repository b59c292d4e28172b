package phosphene.bench;

/** A peer that this machine cannot measure, and why; the others can be measured without it. */
public final class PeerAbsentException extends Exception {
  private static final long serialVersionUID = 1;

  PeerAbsentException(String message) {
    super(message);
  }

  PeerAbsentException(String message, Throwable cause) {
    super(message, cause);
  }
}
