package phosphene.primer;

/** Basic shapes as signed distances; coordinates as in {@link Field}. */
final class Forms {
  private Forms() {}

  static Field disc(double x, double y, double radius) {
    return (u, v) -> Math.sqrt((u - x) * (u - x) + (v - y) * (v - y)) - radius;
  }

  /** An ellipse; the distance is exact on its edge and near enough beside it. */
  static Field ellipse(double x, double y, double across, double down) {
    double least = Math.min(across, down);
    return (u, v) -> {
      double a = (u - x) / across;
      double b = (v - y) / down;
      return (Math.sqrt(a * a + b * b) - 1) * least;
    };
  }

  /** A rectangle with corners rounded by {@code round}; halves of its sides. */
  static Field box(double x, double y, double across, double down, double round) {
    return (u, v) -> {
      double a = Math.abs(u - x) - across + round;
      double b = Math.abs(v - y) - down + round;
      double outside = Math.sqrt(Math.max(a, 0) * Math.max(a, 0) + Math.max(b, 0) * Math.max(b, 0));
      return outside + Math.min(0, Math.max(a, b)) - round;
    };
  }

  /** A line with round ends. */
  static Field line(double x0, double y0, double x1, double y1, double halfWidth) {
    return (x, y) -> Math.sqrt(toSegment(x, y, x0, y0, x1, y1)) - halfWidth;
  }

  /** The polygon of corners x, y, x, y... in either direction. */
  static Field polygon(double... corners) {
    return (x, y) -> {
      double nearest = Double.MAX_VALUE;
      boolean inside = false;
      int last = corners.length - 2;
      for (int i = 0; i < corners.length; last = i, i += 2) {
        double x0 = corners[last];
        double y0 = corners[last + 1];
        double x1 = corners[i];
        double y1 = corners[i + 1];
        nearest = Math.min(nearest, toSegment(x, y, x0, y0, x1, y1));
        if (y0 > y != y1 > y && x < x0 + (y - y0) / (y1 - y0) * (x1 - x0)) {
          inside = !inside;
        }
      }
      return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
    };
  }

  /** A star, first point up: 1 to its points, {@code inner} to the corners between them. */
  static Field star(int points, double inner) {
    double[] corners = new double[4 * points];
    for (int i = 0; i < 2 * points; i++) {
      double radius = i % 2 == 0 ? 1 : inner;
      corners[2 * i] = radius * StrictMath.sin(Math.PI * i / points);
      corners[2 * i + 1] = -radius * StrictMath.cos(Math.PI * i / points);
    }
    return polygon(corners);
  }

  /** A regular polygon, first corner up, 1 to its corners. */
  static Field regular(int sides) {
    return star(sides, StrictMath.cos(Math.PI / sides));
  }

  /** Above the line that crosses the y axis at {@code y}. */
  static Field above(double line) {
    return (x, y) -> y - line;
  }

  /** Bands across x, one per unit, that take {@code share} of it. */
  static Field bands(double share) {
    return (x, y) -> Math.abs(x - Math.floor(x) - 0.5) - share / 2;
  }

  /** The dark squares of a chequerboard of unit squares; the distance to the nearest edge. */
  static double chequers(double x, double y) {
    double edge = Math.min(Math.abs(x - Math.rint(x)), Math.abs(y - Math.rint(y)));
    return (((long) Math.floor(x) + (long) Math.floor(y)) & 1) == 0 ? edge : -edge;
  }

  /** Squared distance of a point to a segment. */
  private static double toSegment(double x, double y, double x0, double y0, double x1, double y1) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double along = ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy);
    double t = Math.max(0, Math.min(1, along));
    double a = x - x0 - t * dx;
    double b = y - y0 - t * dy;
    return a * a + b * b;
  }
}
