package phosphene.network.zoo.torch;

/** Widths that hardware likes. */
final class Divisible {
  private Divisible() {}

  /**
   * The multiple of 8 nearest to {@code width}, at least 8 and 90 % of it (TensorFlow's {@code
   * mobilenet.py}).
   */
  static int by8(double width) {
    return by(8, width);
  }

  /** As {@link #by8}, of another divisor. */
  static int by(int divisor, double width) {
    int rounded = Math.max(divisor, (int) (width + divisor / 2.0) / divisor * divisor);
    return rounded < 0.9 * width ? rounded + divisor : rounded;
  }
}
