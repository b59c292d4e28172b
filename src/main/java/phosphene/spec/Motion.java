package phosphene.spec;

/**
 * How a flight's image moves in a second, about its middle.
 *
 * @param zoom factor by which it grows, 0.1..10: 1 stands still, less than 1 flies backwards
 * @param rotate degrees by which it turns clockwise, -3600..3600
 * @param right part of its side by which it moves to the right, -10..10
 * @param down part of its side by which it moves down, -10..10
 */
public record Motion(double zoom, double rotate, double right, double down) {
  /** No motion at all. */
  public static final Motion STILL = new Motion(1, 0, 0, 0);

  public Motion {
    Require.between("zoom", zoom, 0.1, 10);
    Require.between("rotate", rotate, -3600, 3600);
    Require.between("move", right, -10, 10);
    Require.between("move", down, -10, 10);
  }

  /** A part of the way to another motion; of zooms the geometric way. */
  Motion towards(Motion other, double part) {
    return new Motion(
        zoom * StrictMath.pow(other.zoom / zoom, part),
        rotate + part * (other.rotate - rotate),
        right + part * (other.right - right),
        down + part * (other.down - down));
  }

  /**
   * This motion in a part of a second. Zooms multiply, so n frames of a second zoom by the n-th
   * root each; angles and ways divide.
   */
  public Motion during(double seconds) {
    return new Motion(
        StrictMath.pow(zoom, seconds), rotate * seconds, right * seconds, down * seconds);
  }

  /** Motions by name; speeds at which the content can follow at 24 frames a second. */
  public enum Preset {
    STILL,
    ZOOM,
    SPIN,
    DRIFT,
    SPIRAL;

    /** What the name stands for. */
    public Motion motion() {
      return switch (this) {
        case STILL -> Motion.STILL;
        case ZOOM -> new Motion(1.35, 0, 0, 0);
        case SPIN -> new Motion(1, 24, 0, 0);
        case DRIFT -> new Motion(1, 0, 0.12, 0.05);
        case SPIRAL -> new Motion(1.3, 18, 0, 0);
      };
    }
  }
}
