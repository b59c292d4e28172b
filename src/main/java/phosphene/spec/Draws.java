package phosphene.spec;

import java.util.SplittableRandom;

/**
 * Random numbers from a seed, the same on every machine. {@link SplittableRandom} has a fixed
 * algorithm; the normal draws use {@link StrictMath}.
 */
public final class Draws {
  private final SplittableRandom random;

  /** The draws of a seed. */
  public Draws(Seed seed) {
    this(new SplittableRandom(seed.value()));
  }

  /** The draws that come from {@code random}. */
  public Draws(SplittableRandom random) {
    this.random = random;
  }

  /** Uniform in {@code [low, high)}; {@code low} if they are equal. */
  public double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Uniform among 0 .. {@code last}, both included. */
  public int upTo(int last) {
    return random.nextInt(last + 1);
  }

  /** One normal draw of deviation 1. */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** Adds uniform draws of a standard deviation to {@code count} values from {@code at} on. */
  public void addUniform(float[] values, int at, int count, double deviation) {
    double most = deviation * Math.sqrt(3);
    for (int i = at; i < at + count; i++) {
      values[i] += (float) between(-most, most);
    }
  }

  /** Fills {@code values} with normal draws (Box and Muller, 1958). */
  public void normal(float[] values, double deviation) {
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
