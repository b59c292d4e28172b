package phosphene.image.figures;

/**
 * The Fourier transform of square blocks by its definition, first along rows and then along
 * columns: blocks are small and of any side.
 */
final class WindowedTransform {
  private final int side;
  private final double[] window;
  private final double[] cos;
  private final double[] sin;
  private final double[] block;

  WindowedTransform(int side) {
    this.side = side;
    this.window = new double[side];
    this.cos = new double[side];
    this.sin = new double[side];
    this.block = new double[side * side];
    for (int i = 0; i < side; i++) {
      cos[i] = StrictMath.cos(2 * Math.PI * i / side);
      sin[i] = StrictMath.sin(2 * Math.PI * i / side);
      // Hann's, with its zeros half a pixel outside the block.
      window[i] = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * (i + 0.5) / side);
    }
  }

  /** Adds the power of a block. */
  void add(LumaPlane luma, int left, int top, double[][] power) {
    cut(luma, left, top);
    int half = side / 2 + 1;
    double[][] re = new double[half][side];
    double[][] im = new double[half][side];
    for (int u = 0; u < half; u++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0, turn = 0; x < side; x++, turn = (turn + u) % side) {
          re[u][y] += block[y * side + x] * cos[turn];
          im[u][y] -= block[y * side + x] * sin[turn];
        }
      }
      for (int v = 0; v < side; v++) {
        power[v][u] += power(re[u], im[u], v);
      }
    }
  }

  /** The block less its mean, under the window. */
  private void cut(LumaPlane luma, int left, int top) {
    double sum = 0;
    double weights = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double weight = window[x] * window[y];
        weights += weight;
        sum += weight * luma.at(left + x, top + y);
      }
    }
    double mean = sum / weights;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        block[y * side + x] = window[x] * window[y] * (luma.at(left + x, top + y) - mean);
      }
    }
  }

  private double power(double[] re, double[] im, int v) {
    double sumRe = 0;
    double sumIm = 0;
    for (int y = 0, turn = 0; y < side; y++, turn = (turn + v) % side) {
      sumRe += re[y] * cos[turn] + im[y] * sin[turn];
      sumIm += im[y] * cos[turn] - re[y] * sin[turn];
    }
    return sumRe * sumRe + sumIm * sumIm;
  }
}
