package phosphene.primer;

import java.util.List;

/** Stripes of one direction, and what crossed or bent stripes make. */
final class Gratings {
  // 12 degrees: directions 45 degrees apart stay well apart
  private static final double SLIGHT = Math.toRadians(12);

  private Gratings() {}

  /** Stripes whose lines run at an angle: 0 is horizontal, 45 rises to the right. */
  static Painting stripes(double degrees) {
    return (picture, dice) -> {
      Rgb first = Colors.any(dice);
      Rgb second = Colors.apart(dice, first);
      Pose pose = straight(dice, dice.between(2.5, 9));
      picture.paint(turned(Layer.all(Ink.of(first)), degrees), pose);
      if (dice.chance(0.4)) {
        Ink wave = Ink.between(first, second, (x, y) -> Ink.soft(y));
        picture.paint(turned(Layer.all(wave), degrees), pose);
        return;
      }
      Field bands = lines(dice.between(0.25, 0.7));
      picture.paint(turned(new Layer(bands, second), degrees), pose);
      if (dice.chance(0.3)) {
        Field thin = lines(dice.between(0.1, 0.25)).moved(0, 0.5);
        picture.paint(turned(new Layer(thin, Colors.any(dice)), degrees), pose);
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

  private static Pose straight(RandomChoices dice, double units) {
    return Pose.pattern(dice, units, SLIGHT);
  }

  static void chequers(Picture picture, RandomChoices dice) {
    Rgb first = Colors.any(dice);
    Pose pose = straight(dice, dice.between(3, 8));
    picture.paint(Layer.all(Ink.of(first)), pose);
    picture.paint(new Layer(Forms::chequers, Colors.apart(dice, first)), pose);
  }

  /** Upright lozenges, thin lines across them at times. */
  static void diamonds(Picture picture, RandomChoices dice) {
    Rgb first = Colors.any(dice);
    Rgb second = Colors.apart(dice, first);
    double narrow = dice.between(1.2, 1.8);
    Field lozenges = (x, y) -> Forms.chequers(narrow * x + y, y - narrow * x) / 1.7;
    Pose pose = straight(dice, dice.between(2, 4));
    picture.paint(Layer.all(Ink.of(first)), pose);
    picture.paint(new Layer(lozenges, Ink.body(dice, second)), pose);
    if (dice.chance(0.5)) {
      Rgb thread = Colors.apart(dice, first, second);
      Field lines = (x, y) -> Math.min(thread(narrow * x + y), thread(y - narrow * x));
      picture.paint(new Layer(lines, thread), pose);
    }
  }

  /** Thin lines half way between the integers. */
  private static double thread(double phase) {
    return Math.abs(phase - Math.floor(phase) - 0.5) / 1.7 - 0.035;
  }

  /** Bands both ways that show through each other. */
  static void tartan(Picture picture, RandomChoices dice) {
    Rgb ground = Colors.any(dice);
    Rgb broad = Colors.apart(dice, ground);
    Rgb fine = Colors.apart(dice, ground, broad);
    Pose pose = straight(dice, dice.between(2, 4.5));
    picture.paint(Layer.all(Ink.of(ground)), pose);
    double share = dice.between(0.35, 0.55);
    both(picture, pose, Forms.bands(share), broad, 0.55);
    both(picture, pose, Forms.bands(0.08).moved(0.5, 0), fine, 0.75);
    if (dice.chance(0.5)) {
      both(picture, pose, Forms.bands(0.08), Colors.any(dice), 0.6);
    }
  }

  private static void both(Picture picture, Pose pose, Field bands, Rgb colour, double opacity) {
    picture.paint(new Layer(bands, Ink.of(colour), opacity), pose);
    picture.paint(new Layer((x, y) -> bands.at(y, x), Ink.of(colour), opacity), pose);
  }

  static void zigzag(Picture picture, RandomChoices dice) {
    double high = dice.between(0.5, 0.9);
    double wide = dice.between(1.1, 2);
    // The slope of the sides shortens distances.
    double slope = 4 * high / wide;
    double level = Math.sqrt(1 + slope * slope);
    bent(
        picture,
        dice,
        dice.between(3, 5.5),
        (x, y) -> y + 2 * high * Math.abs(x / wide - Math.rint(x / wide)),
        level * 0.8,
        Colors.any(dice));
  }

  static void waves(Picture picture, RandomChoices dice) {
    double high = dice.between(0.25, 0.45);
    double wide = dice.between(2, 3.2);
    bent(
        picture,
        dice,
        dice.between(2.6, 5),
        (x, y) -> y + high * StrictMath.sin(2 * Math.PI * x / wide),
        1.2,
        Colors.loosely(dice, 205, 30));
  }

  /** Stripes along the lines where {@code height} is constant. */
  private static void bent(
      Picture picture, RandomChoices dice, double units, Field height, double level, Rgb first) {
    Rgb second = Colors.apart(dice, first);
    Pose pose = straight(dice, units);
    List<Rgb> colours =
        dice.chance(0.35) ? List.of(second, Colors.apart(dice, first)) : List.of(second);
    picture.paint(Layer.all(Ink.of(first)), pose);
    Field bands = Forms.bands(dice.between(0.35, 0.6));
    Ink ink =
        (x, y) -> colours.get(Math.floorMod((long) Math.floor(height.at(x, y)), colours.size()));
    picture.paint(new Layer((x, y) -> bands.at(height.at(x, y), 0) / level, ink), pose);
  }
}
