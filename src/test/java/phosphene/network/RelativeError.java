package phosphene.network;

import static org.assertj.core.api.Assertions.assertThat;

/** How far values are from a reference: the L2 norm of the difference by that of the reference. */
public final class RelativeError {
  private RelativeError() {}

  /** The error of {@code found}; values of the same number and order. */
  public static double relative(double[] found, double[] wanted) {
    assertThat(found).hasSameSizeAs(wanted);
    double error = 0;
    double norm = 0;
    for (int i = 0; i < found.length; i++) {
      error += Math.pow(found[i] - wanted[i], 2);
      norm += wanted[i] * wanted[i];
    }
    return Math.sqrt(error / norm);
  }
}
