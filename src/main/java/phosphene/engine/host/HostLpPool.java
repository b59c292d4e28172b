package phosphene.engine.host;

import java.util.Arrays;

/** The p-norm of each window. */
record HostLpPool(WindowTaps taps, int channels, double p) implements HostLayer {
  @Override
  public void forward(float[][] inputs, float[] output) {
    int[] under = new int[taps.size()];
    double[] norms = new double[channels];
    for (int window = 0; window < taps.windows(); window++) {
      taps.under(window, under);
      norms(inputs[0], under, norms);
      for (int c = 0; c < channels; c++) {
        output[window * channels + c] = (float) norms[c];
      }
    }
  }

  private void norms(float[] input, int[] under, double[] norms) {
    Arrays.fill(norms, 0);
    for (int position : under) {
      for (int c = 0; position != WindowTaps.OUTSIDE && c < channels; c++) {
        norms[c] += power(Math.abs(input[position * channels + c]), p);
      }
    }
    for (int c = 0; c < channels; c++) {
      norms[c] = p == 2 ? Math.sqrt(norms[c]) : power(norms[c], 1 / p);
    }
  }

  /** The derivative by x is {@code sign(x) (|x| / norm)^(p - 1)}; 0 where all are 0. */
  @Override
  public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
    int[] under = new int[taps.size()];
    double[] norms = new double[channels];
    for (int window = 0; window < taps.windows(); window++) {
      taps.under(window, under);
      norms(inputs[0], under, norms);
      for (int position : under) {
        for (int c = 0; position != WindowTaps.OUTSIDE && c < channels; c++) {
          int at = position * channels + c;
          double x = inputs[0][at];
          double slope = norms[c] == 0 ? 0 : Math.signum(x) * power(Math.abs(x) / norms[c], p - 1);
          inputGradients[0][at] += (float) (outputGradient[window * channels + c] * slope);
        }
      }
    }
  }

  private static double power(double x, double exponent) {
    if (exponent == 1) {
      return x;
    }
    return exponent == 2 ? x * x : StrictMath.pow(x, exponent);
  }
}
