package phosphene.ascent;

/** An optimizer that remembers means of gradients and of their squares. */
abstract class MomentState implements OptimizerState {
  static final float BETA1 = 0.9f;
  static final float BETA2 = 0.999f;
  static final float EPSILON = 1e-8f;
  // The most that mean^2 / square comes to, of any gradients (by Cauchy and Schwarz): 53. So a step
  // of Adam is never longer than 7 rates.
  private static final float MOST =
      (1 - BETA1) * (1 - BETA1) / ((1 - BETA2) * (1 - BETA1 * BETA1 / BETA2));
  final float[] mean;
  final float[] square;
  // The betas to the power of the steps.
  double power1 = 1;
  double power2 = 1;
  private long steps;

  MomentState(int count) {
    this.mean = new float[count];
    this.square = new float[count];
  }

  /** Is told of each step as it is counted; {@code step} is 1 in the first. */
  void counted(long step) {}

  final void count() {
    steps++;
    power1 *= BETA1;
    power2 *= BETA2;
    counted(steps);
  }

  @Override
  public final float[] momentum() {
    return mean;
  }

  @Override
  public final float[] squares() {
    return square;
  }

  @Override
  public final void takeSquares(float[] moved) {
    for (int i = 0; i < square.length; i++) {
      square[i] = Math.max(moved[i], mean[i] * mean[i] / MOST);
    }
  }

  @Override
  public final Memory memory() {
    return new Memory(steps, mean.clone(), square.clone());
  }

  @Override
  public final void restore(Memory memory) {
    System.arraycopy(memory.mean(), 0, mean, 0, mean.length);
    System.arraycopy(memory.square(), 0, square, 0, square.length);
    steps = 0;
    power1 = 1;
    power2 = 1;
    while (steps < memory.steps()) {
      count(); // the powers by the same roundings
    }
  }
}
