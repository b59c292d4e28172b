package phosphene.primer;

/**
 * Where an emblem's plane lies in the image, whose sides are -1..1: its origin, its unit, its turn
 * with a shear, and a slight perspective.
 *
 * @param unit of the emblem in the image's units; negative units across mirror it
 */
record Pose(double x, double y, Unit unit, Turn turn, Tilt tilt) {
  record Unit(double across, double down) {}

  record Turn(double cos, double sin, double shear) {}

  /** How fast the plane recedes to the right and downwards. */
  record Tilt(double right, double down) {}

  /**
   * A pose that a camera might take.
   *
   * @param most the largest turn in either direction, radians
   */
  static Pose of(RandomChoices random, double x, double y, double unit, double most) {
    double angle = random.within(most);
    double stretch = 1 + random.within(0.1);
    return new Pose(
        x,
        y,
        new Unit(unit * stretch, unit / stretch),
        new Turn(StrictMath.cos(angle), StrictMath.sin(angle), random.within(0.1)),
        new Tilt(random.within(0.1), random.within(0.1)));
  }

  /** A pose of a pattern of that many units across the image. */
  static Pose pattern(RandomChoices random, double units, double most) {
    return of(random, random.within(0.5), random.within(0.5), 2 / units, most);
  }

  Pose mirrored() {
    return new Pose(x, y, new Unit(-unit.across, unit.down), turn, tilt);
  }

  /** The emblem's x at a point of the image. */
  double u(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    return (turn.cos * dx + turn.sin * dy + turn.shear * dy) / (unit.across * depth(dx, dy));
  }

  /** The emblem's y at a point of the image. */
  double v(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    return (turn.cos * dy - turn.sin * dx) / (unit.down * depth(dx, dy));
  }

  private double depth(double dx, double dy) {
    return 1 + tilt.right * dx + tilt.down * dy;
  }

  /** The larger of its units, in the image's. */
  double size() {
    return Math.max(Math.abs(unit.across), Math.abs(unit.down));
  }
}
