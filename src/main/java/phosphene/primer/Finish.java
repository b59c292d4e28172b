package phosphene.primer;

/** What befalls every picture in the end: something in front, light, blur and noise. */
final class Finish {
  private static final int SIZE = Picture.SIZE;
  private static final int AREA = Picture.AREA;

  private Finish() {}

  static void apply(Picture picture, RandomChoices dice) {
    if (dice.chance(0.15)) {
      cover(picture, dice);
    }
    if (dice.chance(0.7)) {
      light(picture, dice);
    }
    if (dice.chance(0.35)) {
      blur(picture.planes(), dice.between(0.3, 1));
    }
    if (dice.chance(0.7)) {
      grain(picture.planes(), dice);
    }
  }

  /** A bar or a blob over a small part. */
  private static void cover(Picture picture, RandomChoices dice) {
    Field shape =
        dice.chance(0.5)
            ? Forms.box(0, 0, 3, dice.between(0.05, 0.1), 0)
            : Forms.ellipse(0, 0, dice.between(0.12, 0.28), dice.between(0.12, 0.28));
    Pose pose = Pose.of(dice, dice.within(0.9), dice.within(0.9), 1, Math.PI);
    picture.paint(new Layer(shape, Ink.of(Colors.any(dice))), pose);
  }

  /** A gain: a gradient across the picture or a spot on it. */
  private static void light(Picture picture, RandomChoices dice) {
    double angle = dice.angle();
    double strength = dice.between(0.05, 0.3);
    double cos = strength * StrictMath.cos(angle);
    double sin = strength * StrictMath.sin(angle);
    double x = dice.within(0.8);
    double y = dice.within(0.8);
    double spot = dice.between(0.5, 2);
    double dim = dice.between(0.6, 0.85);
    Field gain =
        dice.chance(0.6)
            ? (u, v) -> 1 + cos * u + sin * v
            : (u, v) -> dim + (1.15 - dim) / (1 + spot * ((u - x) * (u - x) + (v - y) * (v - y)));
    float[] planes = picture.planes();
    for (int at = 0; at < AREA; at++) {
      float factor = (float) gain.at(Picture.middle(at % SIZE), Picture.middle(at / SIZE));
      planes[at] *= factor;
      planes[AREA + at] *= factor;
      planes[2 * AREA + at] *= factor;
    }
  }

  /** Moves every pixel by {@code share} towards a mean of its neighbours (1 2 1 both ways). */
  private static void blur(float[] planes, double share) {
    float[] rows = new float[planes.length];
    for (int i = 0; i < planes.length; i++) {
      int x = i % SIZE;
      rows[i] = mean(planes[x > 0 ? i - 1 : i], planes[i], planes[x < SIZE - 1 ? i + 1 : i]);
    }
    for (int i = 0; i < planes.length; i++) {
      int y = i / SIZE % SIZE;
      float mean = mean(rows[y > 0 ? i - SIZE : i], rows[i], rows[y < SIZE - 1 ? i + SIZE : i]);
      planes[i] += (float) ((mean - planes[i]) * share);
    }
  }

  private static float mean(float before, float here, float after) {
    return (before + 2 * here + after) / 4;
  }

  /** Noise of triangular distribution, which is quick to draw and close enough to normal. */
  private static void grain(float[] planes, RandomChoices dice) {
    double most = dice.between(0.01, 0.06);
    for (int i = 0; i < planes.length; i++) {
      planes[i] += (float) (dice.within(most) + dice.within(most));
    }
  }
}
