package phosphene.image.figures;

import java.io.Serializable;

/**
 * The direction of a picture's lines, by the structure tensor J = sum of (gradient x gradient)
 * (Bigun and Granlund, 1987). The gradient is that of the luma under a Gaussian of one pixel; by
 * Parseval's theorem its sums are those of the power times the frequencies, so that no difference
 * of neighbors favors an angle.
 *
 * @param degrees of the lines against the horizontal, counterclockwise: 0 to below 180
 * @param coherence {@code (a - b) / (a + b)} of J's eigenvalues a >= b: 1 if all lines are
 *     parallel, 0 if no direction is before others
 */
public record Orientation(double degrees, double coherence) implements Serializable {
  // exp(-(2 pi f s)^2) is the power that a Gaussian of deviation s leaves; s is 1 pixel.
  private static final double BLUR = 4 * Math.PI * Math.PI;

  static Orientation of(PowerSpectrum spectrum) {
    double[] sums = new double[3];
    spectrum.each(
        (across, down, power) -> {
          double weight = power * StrictMath.exp(-BLUR * (across * across + down * down));
          sums[0] += weight * across * across;
          sums[1] += weight * down * down;
          // Half a cycle a pixel has no sign.
          sums[2] += across == 0.5 || down == 0.5 ? 0 : weight * across * down;
        });
    double total = sums[0] + sums[1];
    if (total == 0) {
      return new Orientation(0, 0);
    }
    double difference = sums[0] - sums[1];
    double cross = 2 * sums[2];
    double coherence = Math.sqrt(difference * difference + cross * cross) / total;
    // Of the gradient, counterclockwise: rows go downwards. Lines are square to it.
    double gradient = Math.toDegrees(StrictMath.atan2(-cross, difference)) / 2;
    double lines = (gradient + 90 + 180) % 180;
    return new Orientation(lines, Math.min(1, coherence));
  }
}
