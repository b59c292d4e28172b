package phosphene.ascent;

import java.util.Arrays;
import phosphene.image.pixel.Opacity;

/**
 * Where an ascent moved an image: the sum of the absolute gradients by its colors over all steps.
 * As opacity it shows what the unit looked for and lets the rest fade (Fel et al., Unlocking
 * Feature Visualization with MAgnitude Constrained Optimization, 2023).
 */
final class Attention {
  // A fifth of the image is wholly opaque, as in the paper's figures.
  private static final double OPAQUE = 0.8;

  // Of the size: the deviation by which it is smoothed. Strides of a network leave a weave in its
  // gradients.
  private static final double SOFT = 56;

  private final int size;
  private final double[] sum;

  Attention(int size) {
    this.size = size;
    this.sum = new double[size * size];
  }

  /**
   * Adds the gradient of one look.
   *
   * @param gradient three planes, by color
   */
  void add(float[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      sum[i % sum.length] += Math.abs(gradient[i]);
    }
  }

  /** Shares of what the most attended fifth has; opaque all over if nothing was. */
  Opacity opacity() {
    double whole = Arrays.stream(sum).sum();
    float[] values = new float[sum.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = whole > 0 ? (float) (sum[i] / whole) : 1;
    }
    new Blur(size / SOFT, size, size).smooth(values);
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float most = sorted[(int) (OPAQUE * (sorted.length - 1))];
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] >= most ? 1 : values[i] / most;
    }
    return new Opacity(size, size, values);
  }
}
