package phosphene.network.activation;

/**
 * The error function in double precision, correct to some 1e-15.
 *
 * <p>Its complement is {@code exp(-x^2) s(x)} with a smooth {@code s}, which is kept at points
 * along x with its derivatives: {@code s' = 2 x s - 2 / sqrt(pi)}, and so {@code s(n+1) = 2 x s(n)
 * + 2 n s(n-1)}. Between the points it is their Taylor series.
 */
final class Erf {
  private static final double SERIES = 0.5; // below it 1 - complement would lose digits of erf
  private static final double END = 6; // beyond, the continued fraction is short
  private static final int POINTS_PER_UNIT = 32;
  private static final int ORDER = 9; // (1 / 64)^9 s(9) / 9! is below 1e-17
  private static final double[][] TABLE = table();

  private Erf() {}

  static double value(double x) {
    if (Math.abs(x) < SERIES) {
      return series(x);
    }
    return x > 0 ? 1 - complement(x) : complement(-x) - 1;
  }

  /** 1 - erf(x), exact for large x as well. */
  static double complement(double x) {
    if (x < 0) {
      return 2 - complement(-x);
    }
    return StrictMath.exp(-x * x) * (x < END ? tabulated(x) : fraction(x));
  }

  private static double tabulated(double x) {
    int point = (int) (x * POINTS_PER_UNIT + 0.5);
    double[] terms = TABLE[point];
    double h = x - (double) point / POINTS_PER_UNIT;
    double sum = terms[ORDER - 1];
    for (int n = ORDER - 2; n >= 0; n--) {
      sum = sum * h + terms[n];
    }
    return sum;
  }

  /** The Taylor series of s at each point. */
  private static double[][] table() {
    double[][] table = new double[(int) (END * POINTS_PER_UNIT) + 1][ORDER];
    for (int point = 0; point < table.length; point++) {
      double x = (double) point / POINTS_PER_UNIT;
      double[] terms = table[point];
      terms[0] = x < 1 ? StrictMath.exp(x * x) * (1 - series(x)) : fraction(x);
      terms[1] = 2 * x * terms[0] - 2 / Math.sqrt(Math.PI);
      for (int n = 1; n < ORDER - 1; n++) {
        terms[n + 1] = (2 * x * terms[n] + 2 * terms[n - 1]) / (n + 1);
      }
    }
    return table;
  }

  /**
   * erf by 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)) (Abramowitz and Stegun,
   * "Handbook of Mathematical Functions", 7.1.6).
   */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** s by 1 / sqrt(pi) / (x + 1/2 / (x + 1 / (x + 3/2 / (x + ...)))) (7.1.14), for x from 1 on. */
  private static double fraction(double x) {
    int depth = x < 2 ? 240 : x < END ? 60 : 16; // enough for 1e-16
    double fraction = x;
    for (int n = depth; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return 1 / (Math.sqrt(Math.PI) * fraction);
  }
}
