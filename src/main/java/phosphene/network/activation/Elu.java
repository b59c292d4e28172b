package phosphene.network.activation;

/** x, or {@code alpha (exp(x) - 1)} where x is negative (Clevert et al., 2015). */
public record Elu(double alpha) implements Activation {
  @Override
  public double value(double x, int index) {
    return Functions.elu(x, alpha);
  }

  @Override
  public double derivative(double x, int index) {
    return Functions.eluSlope(x, alpha);
  }

  @Override
  public String label() {
    return "ELU";
  }
}
