package phosphene.ascent;

/**
 * A Gaussian smoothing of planes, in place, cut off at three deviations; beyond the border lies the
 * border's own value. Rooms of a few rows are all that it takes beside the planes.
 */
final class Blur {
  private final int width;
  private final int height;
  private final float[] kernel;
  private final int radius;

  Blur(double deviation, int width, int height) {
    this.width = width;
    this.height = height;
    this.radius = (int) Math.ceil(3 * deviation);
    this.kernel = new float[2 * radius + 1];
    double sum = 0;
    double[] bell = new double[kernel.length];
    for (int i = 0; i < bell.length; i++) {
      double z = deviation == 0 ? 0 : (i - radius) / deviation;
      bell[i] = StrictMath.exp(-z * z / 2);
      sum += bell[i];
    }
    for (int i = 0; i < bell.length; i++) {
      kernel[i] = (float) (bell[i] / sum);
    }
  }

  /** Smooths planes of {@code width x height} values. */
  void smooth(float[] planes) {
    if (radius == 0) {
      return;
    }
    for (int from = 0; from < planes.length; from += width * height) {
      rows(planes, from);
      columns(planes, from);
    }
  }

  private void rows(float[] planes, int from) {
    float[] framed = new float[width + 2 * radius];
    for (int y = 0; y < height; y++) {
      int row = from + y * width;
      for (int x = 0; x < framed.length; x++) {
        framed[x] = planes[row + clamp(x - radius, width)];
      }
      java.util.Arrays.fill(planes, row, row + width, 0);
      for (int k = 0; k < kernel.length; k++) {
        for (int x = 0; x < width; x++) {
          planes[row + x] += kernel[k] * framed[x + k];
        }
      }
    }
  }

  private void columns(float[] planes, int from) {
    float[][] ring = new float[kernel.length][width]; // rows as they were, by row modulo its length
    for (int y = 0; y < Math.min(radius, height); y++) {
      System.arraycopy(planes, from + y * width, ring[y], 0, width);
    }
    for (int y = 0; y < height; y++) {
      int ahead = y + radius;
      if (ahead < height) {
        System.arraycopy(planes, from + ahead * width, ring[ahead % ring.length], 0, width);
      }
      int row = from + y * width;
      java.util.Arrays.fill(planes, row, row + width, 0);
      for (int k = 0; k < kernel.length; k++) {
        float[] old = ring[clamp(y + k - radius, height) % ring.length];
        for (int x = 0; x < width; x++) {
          planes[row + x] += kernel[k] * old[x];
        }
      }
    }
  }

  private static int clamp(int at, int count) {
    return Math.max(0, Math.min(count - 1, at));
  }
}
