package phosphene.ascent;

/** Adam (Kingma and Ba, 2015), with the bias correction folded into the rate as TensorFlow does. */
final class AdamState implements OptimizerState {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  // The most that mean^2 / square comes to, of any gradients (by Cauchy and Schwarz): 53. So a step
  // is
  // never longer than 7 rates.
  private static final float MOST =
      (1 - BETA1) * (1 - BETA1) / ((1 - BETA2) * (1 - BETA1 * BETA1 / BETA2));
  private final double rate;
  private final float[] mean;
  private final float[] square;
  private long steps;
  private double power1 = 1;
  private double power2 = 1;

  AdamState(double rate, int count) {
    this.rate = rate;
    this.mean = new float[count];
    this.square = new float[count];
  }

  private void count() {
    steps++;
    power1 *= BETA1;
    power2 *= BETA2;
  }

  @Override
  public float[] momentum() {
    return mean;
  }

  @Override
  public float[] squares() {
    return square;
  }

  @Override
  public void takeSquares(float[] moved) {
    for (int i = 0; i < square.length; i++) {
      square[i] = Math.max(moved[i], mean[i] * mean[i] / MOST);
    }
  }

  @Override
  public Memory memory() {
    return new Memory(steps, mean.clone(), square.clone());
  }

  @Override
  public void restore(Memory memory) {
    System.arraycopy(memory.mean(), 0, mean, 0, mean.length);
    System.arraycopy(memory.square(), 0, square, 0, square.length);
    steps = 0;
    power1 = 1;
    power2 = 1;
    while (steps < memory.steps()) {
      count(); // the powers by the same roundings
    }
  }

  @Override
  public void step(float[] values, float[] gradient, double share) {
    count();
    float corrected = (float) (share * rate * Math.sqrt(1 - power2) / (1 - power1));
    for (int i = 0; i < values.length; i++) {
      float g = gradient[i];
      mean[i] = BETA1 * mean[i] + (1 - BETA1) * g;
      square[i] = BETA2 * square[i] + (1 - BETA2) * g * g;
      values[i] += corrected * mean[i] / ((float) Math.sqrt(square[i]) + EPSILON);
    }
  }
}
