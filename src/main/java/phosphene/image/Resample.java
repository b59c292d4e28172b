package phosphene.image;

import java.util.Locale;

/**
 * Area averaging: every pixel of the smaller picture is the mean of the area that it covers in the
 * larger one, parts of pixels counted by their part. It is exact for every ratio, and works on the
 * values as they are (sRGB, not linear light), as browsers do.
 */
public final class Resample {
  private Resample() {}

  /**
   * {@code raster} at a smaller size; itself if the size is its own.
   *
   * @throws IllegalArgumentException if the size is larger than the raster's, or empty
   */
  public static Raster shrink(Raster raster, int width, int height) {
    if (width < 1 || height < 1 || width > raster.width() || height > raster.height()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid size: %dx%d (must be 1x1 to %dx%d)",
              width,
              height,
              raster.width(),
              raster.height()));
    }
    if (width == raster.width() && height == raster.height()) {
      return raster;
    }
    // A plane is height rows; three planes below each other are one tall picture for the columns.
    float[] narrow = shrinkRows(raster.planes(), 3 * raster.height(), raster.width(), width);
    float[] planes = new float[3 * width * height];
    for (int plane = 0; plane < 3; plane++) {
      shrinkColumns(narrow, plane * raster.height(), raster.height(), planes, plane, width, height);
    }
    return new Raster(width, height, planes);
  }

  private static float[] shrinkRows(float[] values, int rows, int from, int to) {
    float[] result = new float[rows * to];
    for (int j = 0; j < to; j++) {
      Span span = Span.of(j, from, to);
      for (int row = 0; row < rows; row++) {
        result[row * to + j] = span.mean(values, row * from, 1);
      }
    }
    return result;
  }

  private static void shrinkColumns(
      float[] values, int top, int from, float[] result, int plane, int width, int to) {
    for (int j = 0; j < to; j++) {
      Span span = Span.of(j, from, to);
      for (int x = 0; x < width; x++) {
        result[(plane * to + j) * width + x] = span.mean(values, top * width + x, width);
      }
    }
  }

  /**
   * The old pixels from {@code first} on that a new pixel covers, each with its share of it; the
   * shares sum to 1.
   */
  private record Span(int first, double[] shares) {
    /** New pixel {@code j} when {@code from} pixels become {@code to}. */
    static Span of(int j, int from, int to) {
      // In units of 1/to of an old pixel all borders are whole numbers, so nothing is rounded.
      long start = (long) j * from;
      long end = start + from;
      int first = (int) (start / to);
      double[] shares = new double[(int) ((end + to - 1) / to) - first];
      for (int i = 0; i < shares.length; i++) {
        long left = (long) (first + i) * to;
        shares[i] = (double) (Math.min(end, left + to) - Math.max(start, left)) / from;
      }
      return new Span(first, shares);
    }

    float mean(float[] values, int origin, int stride) {
      double sum = 0;
      for (int i = 0; i < shares.length; i++) {
        sum += shares[i] * values[origin + (first + i) * stride];
      }
      return (float) sum;
    }
  }
}
