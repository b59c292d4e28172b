package phosphene.ascent;

import java.util.SplittableRandom;
import phosphene.spec.Seed;

/**
 * The random numbers of one tile, the same on every machine. {@link SplittableRandom} has a fixed
 * algorithm; the normal draws use {@link StrictMath}.
 */
final class Draws {
  private final SplittableRandom random;

  Draws(Seed seed) {
    this.random = new SplittableRandom(seed.value());
  }

  /** Uniform in {@code [low, high)}; {@code low} if they are equal. */
  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Uniform among 0 .. {@code last}, both included. */
  int upTo(int last) {
    return random.nextInt(last + 1);
  }

  /** Fills {@code values} with normal draws (Box and Muller, 1958). */
  void normal(float[] values, double deviation) {
    for (int i = 0; i < values.length; i += 2) {
      double radius = deviation * StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      values[i] = (float) (radius * StrictMath.cos(angle));
      if (i + 1 < values.length) {
        values[i + 1] = (float) (radius * StrictMath.sin(angle));
      }
    }
  }
}
