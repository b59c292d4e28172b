package phosphene.network.activation;

/** x to the power of {@code exponent}. */
public record Power(double exponent) implements Activation {
  @Override
  public double value(double x, int index) {
    return StrictMath.pow(x, exponent);
  }

  @Override
  public double derivative(double x, int index) {
    return exponent == 0 ? 0 : exponent * StrictMath.pow(x, exponent - 1);
  }

  @Override
  public String label() {
    return "power of " + exponent;
  }
}
