package phosphene.ascent;

/** Adam (Kingma and Ba, 2015), with the bias correction folded into the rate as TensorFlow does. */
final class AdamState extends MomentState {
  private final double rate;

  AdamState(double rate, int count) {
    super(count);
    this.rate = rate;
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
