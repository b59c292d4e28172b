package phosphene.image.pixel;

/**
 * Resizing by cubic convolution (Keys, "Cubic Convolution Interpolation for Digital Image
 * Processing", 1981, with a = -0.5), rows first. Where a picture gets smaller the kernel is as much
 * wider, so that every pixel counts. It works on the values as they are (sRGB); after rows and
 * after columns values are bounded and rounded to the 256 levels of a file, as Pillow does.
 */
public final class Bicubic {
  private static final double A = -0.5;
  private static final double REACH = 2;

  private Bicubic() {}

  /** A part of a picture at another size. */
  public static Raster resize(Rows picture, Area part, int width, int height) {
    Tap[] columns = taps(part.width(), width);
    Tap[] rows = taps(part.height(), height);
    float[] line = new float[picture.width()];
    float[] narrow = new float[part.height() * width];
    float[] planes = new float[3 * width * height];
    for (int plane = 0; plane < 3; plane++) {
      for (int y = 0; y < part.height(); y++) {
        picture.read(plane * picture.height() + part.y() + y, line, 0);
        for (int x = 0; x < width; x++) {
          narrow[y * width + x] = level(columns[x].sum(line, part.x(), 1));
        }
      }
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          planes[(plane * height + y) * width + x] = level(rows[y].sum(narrow, x, width));
        }
      }
    }
    return new Raster(width, height, planes);
  }

  private static float level(double value) {
    return Levels.level((float) value) / 255f;
  }

  private static Tap[] taps(int from, int to) {
    Tap[] taps = new Tap[to];
    for (int i = 0; i < to; i++) {
      taps[i] = Tap.of(i, from, to);
    }
    return taps;
  }

  /** The old pixels from {@code first} on that a new one is made of; the shares sum to 1. */
  private record Tap(int first, double[] shares) {
    /** New pixel {@code i} when {@code from} pixels become {@code to}. */
    static Tap of(int i, int from, int to) {
      double scale = Math.max(1, (double) from / to);
      double center = (i + 0.5) * from / to;
      int first = Math.max(0, (int) Math.round(center - REACH * scale));
      int end = Math.min(from, (int) Math.round(center + REACH * scale));
      double[] shares = new double[end - first];
      double sum = 0;
      for (int k = 0; k < shares.length; k++) {
        shares[k] = kernel((first + k + 0.5 - center) / scale);
        sum += shares[k];
      }
      for (int k = 0; k < shares.length; k++) {
        shares[k] /= sum;
      }
      return new Tap(first, shares);
    }

    private static double kernel(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((A + 2) * x - (A + 3)) * x * x + 1;
      }
      return x < REACH ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
    }

    double sum(float[] values, int origin, int stride) {
      double sum = 0;
      int at = origin + first * stride;
      for (double share : shares) {
        sum += share * values[at];
        at += stride;
      }
      return sum;
    }
  }
}
