package phosphene.ascent;

/**
 * Adam with Nesterov's momentum (Dozat, 2016). With m_t = 0.9 (1 - 0.5 0.96^(0.004 t)), the
 * momentum of step t, and M_t, the product of the first t of them, a value moves by
 *
 * <pre>
 * rate (m_(t+1) mean / (1 - M_(t+1)) + (1 - m_t) gradient / (1 - M_t)) / sqrt(square / (1 - 0.999^t))
 * </pre>
 */
final class NadamState extends MomentState {
  // 0.004: the decay of the schedule, as PyTorch and TensorFlow have it
  private static final double DECAY = 0.004;
  private final double rate;
  private double product;
  private double momentum;
  private double next;

  NadamState(double rate, int count) {
    super(count);
    this.rate = rate;
  }

  private static double momentum(long step) {
    return BETA1 * (1 - 0.5 * StrictMath.pow(0.96, DECAY * step));
  }

  @Override
  void counted(long step) {
    momentum = momentum(step);
    next = momentum(step + 1);
    product = step == 1 ? momentum : product * momentum;
  }

  @Override
  public void step(float[] values, float[] gradient, double share) {
    count();
    float ofMean = (float) (share * rate * next / (1 - product * next));
    float ofGradient = (float) (share * rate * (1 - momentum) / (1 - product));
    float correction = (float) (1 / (1 - power2));
    for (int i = 0; i < values.length; i++) {
      float g = gradient[i];
      mean[i] = BETA1 * mean[i] + (1 - BETA1) * g;
      square[i] = BETA2 * square[i] + (1 - BETA2) * g * g;
      float norm = (float) Math.sqrt(square[i] * correction) + EPSILON;
      values[i] += (ofMean * mean[i] + ofGradient * g) / norm;
    }
  }
}
