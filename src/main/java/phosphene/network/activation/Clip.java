package phosphene.network.activation;

/** A value held between two bounds, such as ReLU6. */
public record Clip(double min, double max) implements Activation {
  /** min(6, max(0, x)). */
  public static final Clip RELU6 = new Clip(0, 6);

  public Clip {
    if (!(min <= max)) {
      throw new IllegalArgumentException("Invalid clip: " + min + " to " + max);
    }
  }

  @Override
  public double value(double x, int index) {
    return Math.min(max, Math.max(min, x));
  }

  @Override
  public double derivative(double x, int index) {
    return x > min && x < max ? 1 : 0;
  }

  @Override
  public Blocked blocked(double x, int index) {
    if (x <= min) {
      return Blocked.BELOW;
    }
    return x >= max ? Blocked.ABOVE : Blocked.NO;
  }

  @Override
  public boolean rectifies() {
    return min == 0;
  }

  @Override
  public String label() {
    if (equals(RELU6)) {
      return "ReLU6";
    }
    return "clip " + min + " to " + max;
  }
}
