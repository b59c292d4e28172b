package phosphene.ascent;

/** The size of a gradient: by it terms are weighed, so that a weight is a share of the gradient. */
final class GradientSize {
  private GradientSize() {}

  /** The mean of the absolute values of a part of {@code gradient}. */
  static double of(float[] gradient, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(gradient[i]);
    }
    return sum / (to - from);
  }
}
