package phosphene.network.activation;

/** x, or {@code alpha (exp(x / alpha) - 1)} where x is negative (Barron, 2017). */
public record Celu(double alpha) implements Activation {
  @Override
  public double value(double x, int index) {
    return x > 0 ? x : alpha * StrictMath.expm1(x / alpha);
  }

  @Override
  public double derivative(double x, int index) {
    return x > 0 ? 1 : StrictMath.exp(x / alpha);
  }

  @Override
  public String label() {
    return "CELU";
  }
}
