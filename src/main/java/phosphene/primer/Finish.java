package phosphene.primer;

/** What befalls every image in the end: something in front, light, blur and noise. */
final class Finish {
  private static final int SIZE = Canvas.SIZE;
  private static final int AREA = Canvas.AREA;

  private Finish() {}

  static void apply(Canvas canvas, RandomChoices random) {
    if (random.chance(0.15)) {
      cover(canvas, random);
    }
    if (random.chance(0.7)) {
      light(canvas, random);
    }
    if (random.chance(0.35)) {
      blur(canvas.planes(), random.between(0.3, 1));
    }
    if (random.chance(0.7)) {
      grain(canvas.planes(), random);
    }
  }

  /** A bar or a blob over a small part. */
  private static void cover(Canvas canvas, RandomChoices random) {
    Field shape =
        random.chance(0.5)
            ? Forms.box(0, 0, 3, random.between(0.05, 0.1), 0)
            : Forms.ellipse(0, 0, random.between(0.12, 0.28), random.between(0.12, 0.28));
    Pose pose = Pose.of(random, random.within(0.9), random.within(0.9), 1, Math.PI);
    canvas.paint(new Layer(shape, Ink.of(Colors.any(random))), pose);
  }

  /** A gain: a gradient across the image or a spot on it. */
  private static void light(Canvas canvas, RandomChoices random) {
    double angle = random.angle();
    double strength = random.between(0.05, 0.3);
    double cos = strength * StrictMath.cos(angle);
    double sin = strength * StrictMath.sin(angle);
    double x = random.within(0.8);
    double y = random.within(0.8);
    double spot = random.between(0.5, 2);
    double dim = random.between(0.6, 0.85);
    Field gain =
        random.chance(0.6)
            ? (u, v) -> 1 + cos * u + sin * v
            : (u, v) -> dim + (1.15 - dim) / (1 + spot * ((u - x) * (u - x) + (v - y) * (v - y)));
    float[] planes = canvas.planes();
    for (int at = 0; at < AREA; at++) {
      float factor = (float) gain.at(Canvas.middle(at % SIZE), Canvas.middle(at / SIZE));
      planes[at] *= factor;
      planes[AREA + at] *= factor;
      planes[2 * AREA + at] *= factor;
    }
  }

  /** Moves every pixel by {@code share} towards a mean of its neighbors (1 2 1 both ways). */
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
  private static void grain(float[] planes, RandomChoices random) {
    double most = random.between(0.01, 0.06);
    for (int i = 0; i < planes.length; i++) {
      planes[i] += (float) (random.within(most) + random.within(most));
    }
  }
}
