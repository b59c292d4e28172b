package phosphene.primer;

/** An exponential mean of the last hundred values or so. */
final class RunningMean {
  private static final double KEPT = 0.99;

  private double sum;
  private double weight;

  /** The mean with one more value. */
  double with(double value) {
    sum = KEPT * sum + value;
    weight = KEPT * weight + 1;
    return sum / weight;
  }
}
