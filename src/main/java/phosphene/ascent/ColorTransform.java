package phosphene.ascent;

import java.util.Arrays;

/**
 * Colors: {@code rgb = sigmoid(M c)} for the three planes c of an image.
 *
 * @param matrix M, row by row: what red, green and blue take of each plane
 * @param gray row by row, what each plane has of each where the image loses its colors
 */
record ColorTransform(float[] matrix, float[] gray) {
  static final int COLORS = 3;

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
    for (int row = 0; row < COLORS; row++) {
      float a = matrix[row * COLORS];
      float b = matrix[row * COLORS + 1];
      float c = matrix[row * COLORS + 2];
      for (int i = 0; i < area; i++) {
        rgb[row * area + i] = a * planes[i] + b * planes[area + i] + c * planes[2 * area + i];
      }
    }
    Sigmoid.apply(rgb);
  }

  /**
   * Turns {@code gradient} by color into the gradient by plane, in place.
   *
   * @param rgb the image at which the gradient was taken
   */
  void adjoint(float[] rgb, float[] gradient) {
    int area = rgb.length / COLORS;
    for (int i = 0; i < area; i++) {
      float r = gradient[i] * rgb[i] * (1 - rgb[i]);
      float g = gradient[area + i] * rgb[area + i] * (1 - rgb[area + i]);
      float b = gradient[2 * area + i] * rgb[2 * area + i] * (1 - rgb[2 * area + i]);
      gradient[i] = matrix[0] * r + matrix[3] * g + matrix[6] * b;
      gradient[area + i] = matrix[1] * r + matrix[4] * g + matrix[7] * b;
      gradient[2 * area + i] = matrix[2] * r + matrix[5] * g + matrix[8] * b;
    }
  }

  /**
   * Fills {@code planes} such that {@link #forward} gives {@code rgb}, of values within 0..1; of
   * gray pictures all three colors must be alike.
   */
  void inverse(float[] rgb, float[] planes) {
    int area = rgb.length / COLORS;
    double[] back = inverse();
    double[] at = new double[COLORS];
    for (int i = 0; i < area; i++) {
      for (int color = 0; color < COLORS; color++) {
        double level = rgb[color * area + i];
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
