package phosphene.image.pixel;

import java.util.Arrays;
import java.util.Locale;

/**
 * Area averaging: every pixel of the smaller picture is the mean of the area that it covers in the
 * larger one, parts of pixels counted by their part. It is exact for every ratio, and works on the
 * values as they are (sRGB, not linear light), as browsers do.
 */
public final class Resample {
  private Resample() {}

  /**
   * A picture at a smaller size; a raster is itself if the size is its own. Beside the picture it
   * takes 4 bytes for each pixel of the new width and the old height.
   *
   * @throws IllegalArgumentException if the size is larger than the picture's, or empty
   */
  public static Raster shrink(Rows picture, int width, int height) {
    if (width < 1 || height < 1 || width > picture.width() || height > picture.height()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid size: %dx%d (must be 1x1 to %dx%d)",
              width,
              height,
              picture.width(),
              picture.height()));
    }
    if (width == picture.width() && height == picture.height()) {
      return picture instanceof Raster raster ? raster : picture.raster();
    }
    float[] narrow = new float[picture.height() * width];
    float[] planes = new float[3 * width * height];
    for (int plane = 0; plane < 3; plane++) {
      shrinkRows(picture, plane, narrow, width);
      shrinkColumns(narrow, picture.height(), planes, plane, width, height);
    }
    return new Raster(width, height, planes);
  }

  private static void shrinkRows(Rows picture, int plane, float[] result, int to) {
    float[] values = new float[picture.width()];
    Span[] spans = new Span[to];
    Arrays.setAll(spans, j -> Span.of(j, values.length, to));
    for (int row = 0; row < picture.height(); row++) {
      picture.read(plane * picture.height() + row, values, 0);
      for (int j = 0; j < to; j++) {
        result[row * to + j] = spans[j].mean(values, 0, 1);
      }
    }
  }

  private static void shrinkColumns(
      float[] values, int from, float[] result, int plane, int width, int to) {
    for (int j = 0; j < to; j++) {
      Span span = Span.of(j, from, to);
      for (int x = 0; x < width; x++) {
        result[(plane * to + j) * width + x] = span.mean(values, x, width);
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
