package phosphene.engine.host;

import java.util.Arrays;
import phosphene.network.AveragePool;
import phosphene.network.Padding;
import phosphene.network.Shape;
import phosphene.network.Window;

/**
 * The mean of each window.
 *
 * @param divisors one for each window
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HostAveragePool(WindowTaps taps, int channels, int[] divisors) implements HostLayer {
  static HostAveragePool of(AveragePool layer, Shape in) {
    Window window = layer.window();
    WindowTaps taps = WindowTaps.of(window, in);
    WindowTaps counted = layer.divisor() == AveragePool.Divisor.VALID ? taps : padded(window, in);
    int[] divisors = new int[taps.windows()];
    int[] under = new int[taps.size()];
    for (int i = 0; i < divisors.length; i++) {
      counted.under(i, under);
      for (int position : under) {
        divisors[i] += position == WindowTaps.OUTSIDE ? 0 : 1;
      }
    }
    return new HostAveragePool(taps, in.channels(), divisors);
  }

  /** The same windows over an input that the padding is a part of. */
  private static WindowTaps padded(Window window, Shape in) {
    int bottom = window.rounding().same() ? window.bottom(in.height()) : window.padding().bottom();
    int right = window.rounding().same() ? window.right(in.width()) : window.padding().right();
    Shape whole =
        new Shape(
            1,
            window.top(in.height()) + in.height() + bottom,
            window.left(in.width()) + in.width() + right);
    Window unpadded = window.rounded(Window.Rounding.FLOOR).padded(Padding.NONE);
    return WindowTaps.of(unpadded, whole, window.rows(in.height()), window.columns(in.width()));
  }

  @Override
  public void forward(float[][] inputs, float[] output) {
    int[] under = new int[taps.size()];
    double[] sums = new double[channels];
    for (int window = 0; window < divisors.length; window++) {
      taps.under(window, under);
      Arrays.fill(sums, 0);
      for (int position : under) {
        for (int c = 0; position != WindowTaps.OUTSIDE && c < channels; c++) {
          sums[c] += inputs[0][position * channels + c];
        }
      }
      for (int c = 0; c < channels; c++) {
        output[window * channels + c] = (float) (sums[c] / Math.max(1, divisors[window]));
      }
    }
  }

  @Override
  public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
    int[] under = new int[taps.size()];
    for (int window = 0; window < divisors.length; window++) {
      taps.under(window, under);
      for (int position : under) {
        for (int c = 0; position != WindowTaps.OUTSIDE && c < channels; c++) {
          inputGradients[0][position * channels + c] +=
              outputGradient[window * channels + c] / divisors[window];
        }
      }
    }
  }
}
