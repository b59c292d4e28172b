package phosphene.ascent;

import java.util.Arrays;

/**
 * Colors: {@code rgb = h + (1 - 2 h) sigmoid(M c)} for the three planes c of an image and a headroom
 * h. Instances hold scratch arrays and serve one thread.
 */
final class ColorTransform {
  static final int COLORS = 3;
  // So many pixels at a time: they stay in the processor's first cache.
  private static final int PART = 512;

  private final float[] matrix;
  private final float[] gray;
  private final float headroom;
  private final float[][] from = new float[COLORS][PART];
  private final float[][] level = new float[COLORS][PART];
  private final float[] to = new float[PART];
  private final Sigmoid sigmoid = new Sigmoid(PART);

  /**
   * A transform.
   *
   * @param matrix M, row by row: what red, green and blue take of each plane
   * @param gray row by row, what each plane has of each where the image loses its colors
   */
  private ColorTransform(float[] matrix, float[] gray) {
    this(matrix, gray, 0);
  }

  private ColorTransform(float[] matrix, float[] gray, float headroom) {
    this.matrix = matrix;
    this.gray = gray;
    this.headroom = headroom;
  }

  /** This, with colors that stay {@code headroom} away from 0 and 1. */
  ColorTransform within(double headroom) {
    return new ColorTransform(matrix, gray, (float) headroom);
  }

  /** How far colors stay away from 0 and 1. */
  float headroom() {
    return headroom;
  }

  /**
   * The square root of the color covariance of ImageNet's images, divided by its largest column
   * norm (lucid, optvis/param/color.py). The first plane is the luminance.
   */
  static ColorTransform decorrelated() {
    double[] root = {0.26, 0.09, 0.02, 0.27, 0.00, -0.05, 0.27, -0.09, 0.03};
    double largest = 0;
    for (int column = 0; column < COLORS; column++) {
      double sum = 0;
      for (int row = 0; row < COLORS; row++) {
        sum += root[row * COLORS + column] * root[row * COLORS + column];
      }
      largest = Math.max(largest, Math.sqrt(sum));
    }
    float[] matrix = new float[root.length];
    for (int i = 0; i < root.length; i++) {
      matrix[i] = (float) (root[i] / largest);
    }
    return new ColorTransform(matrix, new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
  }

  /** Gray pictures: all three colors are the first plane; the others are not seen. */
  static ColorTransform grey() {
    return new ColorTransform(
        new float[] {1, 0, 0, 1, 0, 0, 1, 0, 0}, new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
  }

  /** Red, green and blue as they are. */
  static ColorTransform rgb() {
    float third = 1f / COLORS;
    float[] mean = new float[COLORS * COLORS];
    Arrays.fill(mean, third);
    return new ColorTransform(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, mean);
  }

  /**
   * Scales the planes in place: what is gray by {@code luminance}, the distance from it by that
   * times {@code chroma}. Values of which the planes are a linear map, each plane of its own third,
   * do as well.
   */
  void scale(float[] planes, double luminance, double chroma) {
    float[] by = new float[gray.length];
    for (int i = 0; i < by.length; i++) {
      double own = i % (COLORS + 1) == 0 ? 1 : 0;
      by[i] = (float) (luminance * (gray[i] + chroma * (own - gray[i])));
    }
    int area = planes.length / COLORS;
    for (int i = 0; i < area; i++) {
      float a = planes[i];
      float b = planes[area + i];
      float c = planes[2 * area + i];
      planes[i] = by[0] * a + by[1] * b + by[2] * c;
      planes[area + i] = by[3] * a + by[4] * b + by[5] * c;
      planes[2 * area + i] = by[6] * a + by[7] * b + by[8] * c;
    }
  }

  /** Fills {@code rgb} with values in 0..1 from {@code planes}. */
  void forward(float[] planes, float[] rgb) {
    int area = planes.length / COLORS;
    for (int start = 0; start < area; start += PART) {
      int count = Math.min(PART, area - start);
      copy(planes, start, count, from);
      for (int row = 0; row < COLORS; row++) {
        int first = row * COLORS;
        mix(matrix[first], matrix[first + 1], matrix[first + 2]);
        sigmoid.apply(to);
        limit(to);
        System.arraycopy(to, 0, rgb, row * area + start, count);
      }
    }
  }

  /**
   * Turns {@code gradient} by color into the gradient by plane, in place.
   *
   * @param rgb the image at which the gradient was taken
   */
  void adjoint(float[] rgb, float[] gradient) {
    int area = rgb.length / COLORS;
    for (int start = 0; start < area; start += PART) {
      int count = Math.min(PART, area - start);
      copy(gradient, start, count, from);
      copy(rgb, start, count, level);
      for (int color = 0; color < COLORS; color++) {
        slope(level[color], headroom, from[color]);
      }
      for (int plane = 0; plane < COLORS; plane++) {
        mix(matrix[plane], matrix[COLORS + plane], matrix[2 * COLORS + plane]);
        System.arraycopy(to, 0, gradient, plane * area + start, count);
      }
    }
  }

  private static void copy(float[] planes, int start, int count, float[][] part) {
    int area = planes.length / COLORS;
    for (int plane = 0; plane < COLORS; plane++) {
      System.arraycopy(planes, plane * area + start, part[plane], 0, count);
    }
  }

  private void mix(float a, float b, float c) {
    mix(from[0], from[1], from[2], a, b, c, to);
  }

  private static void mix(
      float[] first, float[] second, float[] third, float a, float b, float c, float[] mixed) {
    for (int i = 0; i < PART; i++) {
      mixed[i] = Math.fma(a, first[i], Math.fma(b, second[i], c * third[i]));
    }
  }

  /** Turns values of 0..1 to those that colors take. */
  private void limit(float[] values) {
    float range = 1 - 2 * headroom;
    for (int i = 0; i < PART; i++) {
      values[i] = headroom + range * values[i];
    }
  }

  /** Multiplies by the slope of the limited sigmoid where its value is {@code level}. */
  private static void slope(float[] level, float headroom, float[] gradient) {
    float part = 1 / (1 - 2 * headroom);
    float end = 1 - headroom;
    for (int i = 0; i < PART; i++) {
      gradient[i] *= part * (level[i] - headroom) * (end - level[i]);
    }
  }

  /**
   * Fills {@code planes} such that {@link #forward} gives {@code rgb}, of values within 0..1 less
   * the headroom at both ends; of gray pictures all three colors must be alike.
   */
  void inverse(float[] rgb, float[] planes) {
    int area = rgb.length / COLORS;
    double[] back = inverse();
    double[] at = new double[COLORS];
    for (int i = 0; i < area; i++) {
      for (int color = 0; color < COLORS; color++) {
        double level = (rgb[color * area + i] - headroom) / (1 - 2.0 * headroom);
        at[color] = StrictMath.log(level / (1 - level));
      }
      for (int plane = 0; plane < COLORS; plane++) {
        planes[plane * area + i] =
            (float)
                (back[plane * COLORS] * at[0]
                    + back[plane * COLORS + 1] * at[1]
                    + back[plane * COLORS + 2] * at[2]);
      }
    }
  }

  /** The inverse of the matrix, by its cofactors; of a gray one what finds the first plane. */
  private double[] inverse() {
    double[] inverse = new double[matrix.length];
    double determinant = 0;
    for (int column = 0; column < COLORS; column++) {
      determinant += matrix[column] * cofactor(0, column);
    }
    if (determinant == 0) {
      return new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0};
    }
    for (int row = 0; row < COLORS; row++) {
      for (int column = 0; column < COLORS; column++) {
        inverse[row * COLORS + column] = cofactor(column, row) / determinant;
      }
    }
    return inverse;
  }

  private double cofactor(int row, int column) {
    double a = matrix[(row + 1) % 3 * COLORS + (column + 1) % 3];
    double b = matrix[(row + 1) % 3 * COLORS + (column + 2) % 3];
    double c = matrix[(row + 2) % 3 * COLORS + (column + 1) % 3];
    double d = matrix[(row + 2) % 3 * COLORS + (column + 2) % 3];
    return a * d - b * c;
  }
}
