package phosphene.network;

import phosphene.network.PlainForward.Tensor;

/**
 * Channels at another size, by plain loops: the formulas are those of ONNX's operator Resize (opset
 * 19).
 */
final class PlainResize {
  private PlainResize() {}

  static void apply(Resize resize, Tensor in, Tensor out) {
    Interpolation how = resize.interpolation();
    double[][] down = matrix(how, resize.rows(), in.shape().height(), out.shape().height());
    double[][] across = matrix(how, resize.columns(), in.shape().width(), out.shape().width());
    for (int i = 0; i < out.values().length; i++) {
      int c = i / out.shape().area();
      double[] rows = down[i / out.shape().width() % out.shape().height()];
      double[] columns = across[i % out.shape().width()];
      double sum = 0;
      for (int y = 0; y < rows.length; y++) {
        for (int x = 0; rows[y] != 0 && x < columns.length; x++) {
          sum += rows[y] * columns[x] * in.at(c, y, x);
        }
      }
      boolean outside = rows.length == 0 || columns.length == 0;
      out.values()[i] = outside ? how.beyond() : sum;
    }
  }

  /**
   * For each pixel of the output, how much it takes of every pixel of the input; nothing if it
   * takes none.
   */
  private static double[][] matrix(Interpolation how, Resize.Scaling scaling, int from, int to) {
    double[][] matrix = new double[to][from];
    for (int i = 0; i < to; i++) {
      double x = place(how.grid(), scaling, i, from, to);
      if (how.grid() == Interpolation.Grid.CROPPED && (x < 0 || x > from - 1)) {
        matrix[i] = new double[0];
        continue;
      }
      if (how.method() == Interpolation.Method.NEAREST) {
        matrix[i][clamped(nearest(how.ties(), x), from)] = 1;
        continue;
      }
      int reach = how.method() == Interpolation.Method.LINEAR ? 1 : 2;
      int left = (int) Math.floor(x);
      boolean inside = how.method() == Interpolation.Method.CUBIC_INSIDE;
      double sum = 0;
      for (int pixel = left - reach + 1; pixel <= left + reach; pixel++) {
        double apart = Math.abs(x - pixel);
        double weight = reach == 1 ? 1 - apart : keys(how.cubic(), apart);
        if (!inside || pixel == clamped(pixel, from)) {
          matrix[i][clamped(pixel, from)] += weight;
          sum += weight;
        }
      }
      for (int pixel = 0; inside && pixel < from; pixel++) {
        matrix[i][pixel] /= sum;
      }
    }
    return matrix;
  }

  private static int clamped(int pixel, int size) {
    return Math.max(0, Math.min(size - 1, pixel));
  }

  private static double place(
      Interpolation.Grid grid, Resize.Scaling scaling, int i, int from, int to) {
    double scale = scaling.factor();
    double start = scaling.section().start();
    double end = scaling.section().end();
    return switch (grid) {
      case HALF_PIXEL -> (i + 0.5) / scale - 0.5;
      case PYTORCH_HALF_PIXEL -> to == 1 ? 0 : (i + 0.5) / scale - 0.5;
      case TF_HALF_PIXEL -> (i + 0.5) / scale;
      case ASYMMETRIC -> i / scale;
      case ALIGN_CORNERS -> to == 1 ? 0 : i * (from - 1.0) / (to - 1.0);
      case ALIGN_LENGTHS -> to == 1 ? 0 : i * (from - 1.0) / (from * scale - 1);
      case CROPPED ->
          from * scale == 1
              ? 0.5 * (start + end) * (from - 1)
              : start * (from - 1) + i * (end - start) * (from - 1) / (from * scale - 1);
    };
  }

  private static int nearest(Interpolation.Ties ties, double x) {
    double below = Math.floor(x);
    double part = x - below;
    return (int)
        switch (ties) {
          case FLOOR -> below;
          case CEIL -> part == 0 ? below : below + 1;
          case ROUND_PREFER_FLOOR -> part <= 0.5 ? below : below + 1;
          case ROUND_PREFER_CEIL -> part < 0.5 ? below : below + 1;
        };
  }

  /** Keys, "Cubic convolution interpolation for digital image processing", 1981, equation 15. */
  private static double keys(double a, double s) {
    if (s < 1) {
      return (a + 2) * Math.pow(s, 3) - (a + 3) * Math.pow(s, 2) + 1;
    }
    return s < 2 ? a * Math.pow(s, 3) - 5 * a * Math.pow(s, 2) + 8 * a * s - 4 * a : 0;
  }
}
