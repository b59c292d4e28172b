package phosphene.network.activation;

/**
 * The functions that several nonlinearities are made of. All go through {@link StrictMath}: the
 * same bits on every machine.
 */
final class Functions {
  // Klambauer et al., "Self-Normalizing Neural Networks", 2017, equation 14.
  static final double SELU_SCALE = 1.0507009873554805;
  static final double SELU_ALPHA = 1.6732632423543772;
  private static final double GELU_CUBE = 0.044715; // Hendrycks and Gimpel, 2016

  private Functions() {}

  static double square(double x) {
    return x * x;
  }

  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  static double tanhSlope(double x) {
    return 1 - square(StrictMath.tanh(x));
  }

  static double elu(double x, double alpha) {
    return x > 0 ? x : alpha * StrictMath.expm1(x);
  }

  static double eluSlope(double x, double alpha) {
    return x > 0 ? 1 : alpha * StrictMath.exp(x);
  }

  /** The derivative of x sigmoid(k x) by x, at z = k x. */
  static double siluSlope(double z) {
    double s = sigmoid(z);
    return s * (1 + z * (1 - s));
  }

  static double hardSwish(double x) {
    return x * Math.min(1, Math.max(0, x / 6 + 0.5));
  }

  static double hardSwishSlope(double x) {
    if (x <= -3) {
      return 0;
    }
    return x >= 3 ? 1 : x / 3 + 0.5;
  }

  /** The normal distribution function. */
  static double normal(double x) {
    return 0.5 * Erf.complement(-x / Math.sqrt(2));
  }

  static double erf(double x) {
    return Erf.value(x);
  }

  static double geluSlope(double x) {
    return normal(x) + x * StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double geluInner(double x) {
    return Math.sqrt(2 / Math.PI) * (x + GELU_CUBE * x * x * x);
  }

  static double geluTanh(double x) {
    return 0.5 * x * (1 + StrictMath.tanh(geluInner(x)));
  }

  static double geluTanhSlope(double x) {
    double tanh = StrictMath.tanh(geluInner(x));
    double inner = Math.sqrt(2 / Math.PI) * (1 + 3 * GELU_CUBE * x * x);
    return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * inner;
  }

  static double mishSlope(double x) {
    double tanh = StrictMath.tanh(softplus(x));
    return tanh + x * (1 - tanh * tanh) * sigmoid(x);
  }
}
