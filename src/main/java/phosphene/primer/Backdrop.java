package phosphene.primer;

import java.util.List;

/** What lies behind a figure, from one distribution for all classes: it tells nothing of them. */
final class Backdrop {
  private Backdrop() {}

  /** Fills the picture with colours that can be told from the figures'. */
  static void paint(Picture picture, RandomChoices dice, Rgb... figures) {
    Rgb colour = Colors.apart(dice, figures);
    Rgb other = Colors.variant(dice, colour, dice.between(0.08, 0.3));
    Ink plain = dice.chance(0.35) ? Ink.of(colour) : gradient(dice, colour, other);
    picture.paint(Layer.all(plain), Pose.of(dice, 0, 0, 1, 0));
    if (dice.chance(0.45)) {
      Layer texture = texture(dice, Colors.variant(dice, colour, dice.between(0.12, 0.35)));
      picture.paint(texture, Pose.pattern(dice, dice.between(3, 10), Math.PI));
    }
  }

  private static Ink gradient(RandomChoices dice, Rgb from, Rgb to) {
    double angle = dice.angle();
    double cos = StrictMath.cos(angle) / 2;
    double sin = StrictMath.sin(angle) / 2;
    return Ink.between(from, to, (x, y) -> Math.max(0, Math.min(1, 0.5 + cos * x + sin * y)));
  }

  private static Layer texture(RandomChoices dice, Rgb colour) {
    Noise noise = new Noise(dice);
    List<Field> shapes =
        List.of(
            Forms.bands(dice.between(0.2, 0.6)),
            Forms::chequers,
            new ScatteredDiscs(noise, 0.3, 0.2, 0.38),
            (x, y) -> 0.5 - noise.rough(x / 2, y / 2, 3),
            (x, y) -> noise.at(x, y / 4) - 0.45);
    return new Layer(dice.one(shapes), Ink.of(colour), dice.between(0.4, 1));
  }
}
