package phosphene.spec;

/**
 * Where a flight is at a time.
 *
 * @param at seconds from its beginning
 * @param units what is maximized
 * @param motion a second
 * @param steps of ascent of each frame, 1..1000
 * @param ease how it goes on from here to the next one
 * @param place where its units were written, such as {@code jobs/x.yaml:4}
 */
public record Keyframe(double at, Mix units, Motion motion, int steps, Ease ease, String place) {
  public Keyframe {
    Require.between("at", at, 0, 86_400);
    Require.between("steps", steps, 1, 1000);
  }

  /** How much of the way between two keyframes is done when a part of the time is over. */
  public enum Ease {
    /** As much. */
    LINEAR,
    /** Slowly at both ends: 3 u^2 - 2 u^3. */
    SMOOTH,
    /** Nothing until the next one. */
    HOLD;

    double of(double part) {
      return switch (this) {
        case LINEAR -> part;
        case SMOOTH -> part * part * (3 - 2 * part);
        case HOLD -> part < 1 ? 0 : 1;
      };
    }
  }
}
