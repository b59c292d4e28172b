package phosphene.primer;

import java.util.List;

/**
 * What lies behind a figure, from one distribution for all classes: so it says nothing of the
 * class.
 */
final class Backdrop {
  private Backdrop() {}

  /** Fills the image with colors that differ clearly from the figures'. */
  static void paint(Canvas canvas, RandomChoices random, Rgb... figures) {
    Rgb color = Colors.apart(random, figures);
    Rgb other = Colors.variant(random, color, random.between(0.08, 0.3));
    Ink plain = random.chance(0.35) ? Ink.of(color) : gradient(random, color, other);
    canvas.paint(Layer.all(plain), Pose.of(random, 0, 0, 1, 0));
    if (random.chance(0.45)) {
      Layer texture = texture(random, Colors.variant(random, color, random.between(0.12, 0.35)));
      canvas.paint(texture, Pose.pattern(random, random.between(3, 10), Math.PI));
    }
  }

  private static Ink gradient(RandomChoices random, Rgb from, Rgb to) {
    double angle = random.angle();
    double cos = StrictMath.cos(angle) / 2;
    double sin = StrictMath.sin(angle) / 2;
    return Ink.between(from, to, (x, y) -> Math.max(0, Math.min(1, 0.5 + cos * x + sin * y)));
  }

  private static Layer texture(RandomChoices random, Rgb color) {
    Noise noise = new Noise(random);
    List<Field> shapes =
        List.of(
            Forms.bands(random.between(0.2, 0.6)),
            Forms::chequers,
            new ScatteredDiscs(noise, 0.3, 0.2, 0.38),
            (x, y) -> 0.5 - noise.rough(x / 2, y / 2, 3),
            (x, y) -> noise.at(x, y / 4) - 0.45);
    return new Layer(random.one(shapes), Ink.of(color), random.between(0.4, 1));
  }
}
