package phosphene.network.activation;

/** x where it is more than {@code alpha}, else 0. */
public record ThresholdedRelu(double alpha) implements Activation {
  @Override
  public double value(double x, int index) {
    return x > alpha ? x : 0;
  }

  @Override
  public double derivative(double x, int index) {
    return x > alpha ? 1 : 0;
  }

  @Override
  public Blocked blocked(double x, int index) {
    return x > alpha ? Blocked.NO : Blocked.BELOW;
  }

  @Override
  public boolean rectifies() {
    return true;
  }

  @Override
  public String label() {
    return "thresholded ReLU";
  }
}
