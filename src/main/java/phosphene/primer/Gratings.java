package phosphene.primer;

import java.util.List;

/** Stripes of one direction, and what crossed or bent stripes make. */
final class Gratings {
  // 12 degrees: directions 45 degrees apart stay well apart
  private static final double SLIGHT = Math.toRadians(12);

  private Gratings() {}

  /** Stripes whose lines run at an angle: 0 is horizontal, 45 rises to the right. */
  static Painting stripes(double degrees) {
    return (canvas, random) -> {
      Rgb first = Colors.any(random);
      Rgb second = Colors.apart(random, first);
      Pose pose = straight(random, random.between(2.5, 9));
      canvas.paint(turned(Layer.all(Ink.of(first)), degrees), pose);
      if (random.chance(0.4)) {
        Ink wave = Ink.between(first, second, (x, y) -> Ink.soft(y));
        canvas.paint(turned(Layer.all(wave), degrees), pose);
        return;
      }
      Field bands = lines(random.between(0.25, 0.7));
      canvas.paint(turned(new Layer(bands, second), degrees), pose);
      if (random.chance(0.3)) {
        Field thin = lines(random.between(0.1, 0.25)).moved(0, 0.5);
        canvas.paint(turned(new Layer(thin, Colors.any(random)), degrees), pose);
      }
    };
  }

  /** Horizontal bands, one a unit. */
  private static Field lines(double share) {
    Field bands = Forms.bands(share);
    return (x, y) -> bands.at(y, x);
  }

  private static Layer turned(Layer layer, double degrees) {
    double angle = -Math.toRadians(degrees);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    Ink ink = layer.ink();
    return new Layer(
        layer.shape().turned(angle),
        (x, y) -> ink.at(cos * x + sin * y, cos * y - sin * x),
        layer.opacity());
  }

  private static Pose straight(RandomChoices random, double units) {
    return Pose.pattern(random, units, SLIGHT);
  }

  static void chequers(Canvas canvas, RandomChoices random) {
    Rgb first = Colors.any(random);
    Pose pose = straight(random, random.between(3, 8));
    canvas.paint(Layer.all(Ink.of(first)), pose);
    canvas.paint(new Layer(Forms::chequers, Colors.apart(random, first)), pose);
  }

  /** Upright lozenges, thin lines across them at times. */
  static void diamonds(Canvas canvas, RandomChoices random) {
    Rgb first = Colors.any(random);
    Rgb second = Colors.apart(random, first);
    double narrow = random.between(1.2, 1.8);
    Field lozenges = (x, y) -> Forms.chequers(narrow * x + y, y - narrow * x) / 1.7;
    Pose pose = straight(random, random.between(2, 4));
    canvas.paint(Layer.all(Ink.of(first)), pose);
    canvas.paint(new Layer(lozenges, Ink.body(random, second)), pose);
    if (random.chance(0.5)) {
      Rgb thread = Colors.apart(random, first, second);
      Field lines = (x, y) -> Math.min(thread(narrow * x + y), thread(y - narrow * x));
      canvas.paint(new Layer(lines, thread), pose);
    }
  }

  /** Thin lines half way between the integers. */
  private static double thread(double phase) {
    return Math.abs(phase - Math.floor(phase) - 0.5) / 1.7 - 0.035;
  }

  /** Bands both ways that show through each other. */
  static void tartan(Canvas canvas, RandomChoices random) {
    Rgb ground = Colors.any(random);
    Rgb broad = Colors.apart(random, ground);
    Rgb fine = Colors.apart(random, ground, broad);
    Pose pose = straight(random, random.between(2, 4.5));
    canvas.paint(Layer.all(Ink.of(ground)), pose);
    double share = random.between(0.35, 0.55);
    both(canvas, pose, Forms.bands(share), broad, 0.55);
    both(canvas, pose, Forms.bands(0.08).moved(0.5, 0), fine, 0.75);
    if (random.chance(0.5)) {
      both(canvas, pose, Forms.bands(0.08), Colors.any(random), 0.6);
    }
  }

  private static void both(Canvas canvas, Pose pose, Field bands, Rgb color, double opacity) {
    canvas.paint(new Layer(bands, Ink.of(color), opacity), pose);
    canvas.paint(new Layer((x, y) -> bands.at(y, x), Ink.of(color), opacity), pose);
  }

  static void zigzag(Canvas canvas, RandomChoices random) {
    double high = random.between(0.5, 0.9);
    double wide = random.between(1.1, 2);
    // The slope of the sides shortens distances.
    double slope = 4 * high / wide;
    double level = Math.sqrt(1 + slope * slope);
    bent(
        canvas,
        random,
        random.between(3, 5.5),
        (x, y) -> y + 2 * high * Math.abs(x / wide - Math.rint(x / wide)),
        level * 0.8,
        Colors.any(random));
  }

  static void waves(Canvas canvas, RandomChoices random) {
    double high = random.between(0.25, 0.45);
    double wide = random.between(2, 3.2);
    bent(
        canvas,
        random,
        random.between(2.6, 5),
        (x, y) -> y + high * StrictMath.sin(2 * Math.PI * x / wide),
        1.2,
        Colors.loosely(random, 205, 30));
  }

  /** Stripes along the lines where {@code height} is constant. */
  private static void bent(
      Canvas canvas, RandomChoices random, double units, Field height, double level, Rgb first) {
    Rgb second = Colors.apart(random, first);
    Pose pose = straight(random, units);
    List<Rgb> colors =
        random.chance(0.35) ? List.of(second, Colors.apart(random, first)) : List.of(second);
    canvas.paint(Layer.all(Ink.of(first)), pose);
    Field bands = Forms.bands(random.between(0.35, 0.6));
    Ink ink =
        (x, y) -> colors.get(Math.floorMod((long) Math.floor(height.at(x, y)), colors.size()));
    canvas.paint(new Layer((x, y) -> bands.at(height.at(x, y), 0) / level, ink), pose);
  }
}
