package phosphene.network.read.onnx;

/** Gauss's error function, to the precision of a double. */
final class ErrorFunction {
  private static final double ONE = 6; // 1 - erf(6) is 2e-17

  private ErrorFunction() {}

  /** The series of Abramowitz and Stegun, 7.1.6, whose terms are all positive. */
  static double erf(double x) {
    double magnitude = Math.abs(x);
    if (!(magnitude < ONE)) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    double square = x * x;
    double term = magnitude;
    double sum = term;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= 2 * square / (2 * n + 1);
      sum += term;
    }
    return Math.signum(x) * 2 / Math.sqrt(Math.PI) * Math.exp(-square) * sum;
  }
}
