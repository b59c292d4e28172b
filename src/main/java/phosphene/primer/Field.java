package phosphene.primer;

/**
 * A number at every point of a plane. As a shape it is a signed distance: negative inside, zero on
 * the edge, in the plane's units; y grows downwards.
 */
@FunctionalInterface
interface Field {
  double at(double x, double y);

  /** What lies in either shape. */
  default Field or(Field other) {
    return (x, y) -> Math.min(at(x, y), other.at(x, y));
  }

  /** What lies in both shapes. */
  default Field and(Field other) {
    return (x, y) -> Math.max(at(x, y), other.at(x, y));
  }

  default Field minus(Field other) {
    return (x, y) -> Math.max(at(x, y), -other.at(x, y));
  }

  /** The shape with its edge moved outwards. */
  default Field grown(double by) {
    return (x, y) -> at(x, y) - by;
  }

  /** A band inside the edge. */
  default Field rim(double width) {
    return (x, y) -> Math.abs(at(x, y) + width / 2) - width / 2;
  }

  default Field moved(double right, double down) {
    return (x, y) -> at(x - right, y - down);
  }

  /** Turned about the origin, clockwise as seen. */
  default Field turned(double angle) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return (x, y) -> at(cos * x + sin * y, cos * y - sin * x);
  }

  /** The right half and its reflection. */
  default Field mirrored() {
    return (x, y) -> at(Math.abs(x), y);
  }

  /** Copies in {@code count} directions from the origin, the first one to the right. */
  default Field around(int count) {
    double[] cos = new double[count];
    double[] sin = new double[count];
    for (int i = 0; i < count; i++) {
      cos[i] = StrictMath.cos(2 * Math.PI * i / count);
      sin[i] = StrictMath.sin(2 * Math.PI * i / count);
    }
    return (x, y) -> {
      long sector = Math.round(StrictMath.atan2(y, x) / (2 * Math.PI) * count);
      int i = Math.floorMod(sector, count);
      return at(cos[i] * x + sin[i] * y, cos[i] * y - sin[i] * x);
    };
  }
}
