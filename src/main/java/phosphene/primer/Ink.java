package phosphene.primer;

/** A color at every point of a plane. */
@FunctionalInterface
interface Ink {
  Rgb at(double x, double y);

  static Ink of(Rgb color) {
    return (x, y) -> color;
  }

  /** Between two colors by a share in 0..1. */
  static Ink between(Rgb from, Rgb to, Field share) {
    return (x, y) -> from.to(to, share.at(x, y));
  }

  /** What fills a shape: flat, a gradient, mottled or faintly striped, always near the color. */
  static Ink body(RandomChoices random, Rgb color) {
    Rgb other = Colors.variant(random, color, random.between(0.15, 0.4));
    double angle = random.angle();
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return switch (random.upTo(5)) {
      case 0, 1 -> of(color);
      case 2, 3 ->
          between(
              color, other, (x, y) -> Math.max(0, Math.min(1, 0.5 + 0.5 * (cos * x + sin * y))));
      case 4 -> {
        Noise noise = new Noise(random);
        double size = random.between(2, 6);
        yield between(color, other, (x, y) -> noise.rough(size * x, size * y, 2));
      }
      default -> {
        double size = random.between(2, 5);
        yield between(color, other, (x, y) -> soft(size * (cos * x + sin * y)));
      }
    };
  }

  /** A smooth wave in 0..1 of period 1: 0 at the integers. */
  static double soft(double phase) {
    return 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * phase);
  }
}
