package phosphene.network.activation;

/**
 * {@code alpha x + beta} held between 0 and 1: ONNX and Keras 2 default to 0.2 and 0.5, PyTorch and
 * Keras 3 to 1/6 and 0.5.
 */
public record HardSigmoid(double alpha, double beta) implements Activation {
  public HardSigmoid {
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("Invalid alpha: " + alpha + " (must be more than 0)");
    }
  }

  @Override
  public double value(double x, int index) {
    return Math.min(1, Math.max(0, alpha * x + beta));
  }

  @Override
  public double derivative(double x, int index) {
    return blocked(x, index) == Blocked.NO ? alpha : 0;
  }

  @Override
  public Blocked blocked(double x, int index) {
    double line = alpha * x + beta;
    if (line <= 0) {
      return Blocked.BELOW;
    }
    return line >= 1 ? Blocked.ABOVE : Blocked.NO;
  }

  @Override
  public boolean rectifies() {
    return true;
  }

  @Override
  public String label() {
    return "hard-sigmoid";
  }
}
