package phosphene.network.activation;

/**
 * The error function in double precision: its Taylor series near zero, the continued fraction of
 * its complement beyond (Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6 and
 * 7.1.14). Correct to some 1e-15.
 */
final class Erf {
  private static final double SERIES = 2.5; // up to here the series is the shorter way
  private static final int FRACTIONS = 60; // enough for 1e-16 at SERIES

  private Erf() {}

  static double value(double x) {
    if (Math.abs(x) < SERIES) {
      return series(x);
    }
    return x > 0 ? 1 - tail(x) : tail(-x) - 1;
  }

  /** 1 - erf(x), exact for large x as well. */
  static double complement(double x) {
    if (Math.abs(x) < SERIES) {
      return x > 1 ? tail(x) : 1 - series(x);
    }
    return x > 0 ? tail(x) : 2 - tail(-x);
  }

  /** 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)). */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** exp(-x^2) / sqrt(pi) / (x + 1/2 / (x + 1 / (x + 3/2 / (x + ...)))) for x of 1 and more. */
  private static double tail(double x) {
    int depth = x < 2 ? 4 * FRACTIONS : FRACTIONS;
    double fraction = x;
    for (int n = depth; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
  }
}
