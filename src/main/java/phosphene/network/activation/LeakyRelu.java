package phosphene.network.activation;

/** x, or {@code alpha} x where x is negative. */
public record LeakyRelu(double alpha) implements Activation {
  @Override
  public double value(double x, int index) {
    return x > 0 ? x : alpha * x;
  }

  @Override
  public double derivative(double x, int index) {
    return x > 0 ? 1 : alpha;
  }

  @Override
  public String label() {
    return "LeakyReLU";
  }
}
