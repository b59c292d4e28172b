package phosphene.ascent;

import java.util.Arrays;

/**
 * Colours: {@code rgb = sigmoid(M c)} for the three planes c of a picture.
 *
 * @param matrix M, row by row: what red, green and blue take of each plane
 * @param grey row by row, what each plane has of each where the picture loses its colours
 */
record ColorTransform(float[] matrix, float[] grey) {
  static final int COLOURS = 3;

  /**
   * The square root of the colour covariance of ImageNet's images, divided by its largest column
   * norm (lucid, optvis/param/color.py). The first plane is the luminance.
   */
  static ColorTransform decorrelated() {
    double[] root = {0.26, 0.09, 0.02, 0.27, 0.00, -0.05, 0.27, -0.09, 0.03};
    double largest = 0;
    for (int column = 0; column < COLOURS; column++) {
      double sum = 0;
      for (int row = 0; row < COLOURS; row++) {
        sum += root[row * COLOURS + column] * root[row * COLOURS + column];
      }
      largest = Math.max(largest, Math.sqrt(sum));
    }
    float[] matrix = new float[root.length];
    for (int i = 0; i < root.length; i++) {
      matrix[i] = (float) (root[i] / largest);
    }
    return new ColorTransform(matrix, new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0});
  }

  /** Red, green and blue as they are. */
  static ColorTransform rgb() {
    float third = 1f / COLOURS;
    float[] mean = new float[COLOURS * COLOURS];
    Arrays.fill(mean, third);
    return new ColorTransform(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, mean);
  }

  /**
   * Scales the planes in place: what is grey by {@code luminance}, the distance from it by that
   * times {@code chroma}. Values of which the planes are a linear map, each plane of its own third,
   * do as well.
   */
  void scale(float[] planes, double luminance, double chroma) {
    float[] by = new float[grey.length];
    for (int i = 0; i < by.length; i++) {
      double own = i % (COLOURS + 1) == 0 ? 1 : 0;
      by[i] = (float) (luminance * (grey[i] + chroma * (own - grey[i])));
    }
    int area = planes.length / COLOURS;
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
    int area = planes.length / COLOURS;
    for (int i = 0; i < area; i++) {
      float a = planes[i];
      float b = planes[area + i];
      float c = planes[2 * area + i];
      rgb[i] = sigmoid(matrix[0] * a + matrix[1] * b + matrix[2] * c);
      rgb[area + i] = sigmoid(matrix[3] * a + matrix[4] * b + matrix[5] * c);
      rgb[2 * area + i] = sigmoid(matrix[6] * a + matrix[7] * b + matrix[8] * c);
    }
  }

  /**
   * Turns {@code slope} by colour into the slope by plane, in place.
   *
   * @param rgb the picture at which the slope was taken
   */
  void adjoint(float[] rgb, float[] slope) {
    int area = rgb.length / COLOURS;
    for (int i = 0; i < area; i++) {
      float r = slope[i] * rgb[i] * (1 - rgb[i]);
      float g = slope[area + i] * rgb[area + i] * (1 - rgb[area + i]);
      float b = slope[2 * area + i] * rgb[2 * area + i] * (1 - rgb[2 * area + i]);
      slope[i] = matrix[0] * r + matrix[3] * g + matrix[6] * b;
      slope[area + i] = matrix[1] * r + matrix[4] * g + matrix[7] * b;
      slope[2 * area + i] = matrix[2] * r + matrix[5] * g + matrix[8] * b;
    }
  }

  /** Fills {@code planes} such that {@link #forward} gives {@code rgb}, of values within 0..1. */
  void inverse(float[] rgb, float[] planes) {
    int area = rgb.length / COLOURS;
    double[] back = inverse();
    double[] at = new double[COLOURS];
    for (int i = 0; i < area; i++) {
      for (int colour = 0; colour < COLOURS; colour++) {
        double level = rgb[colour * area + i];
        at[colour] = StrictMath.log(level / (1 - level));
      }
      for (int plane = 0; plane < COLOURS; plane++) {
        planes[plane * area + i] =
            (float)
                (back[plane * COLOURS] * at[0]
                    + back[plane * COLOURS + 1] * at[1]
                    + back[plane * COLOURS + 2] * at[2]);
      }
    }
  }

  /** The inverse of the matrix, by its cofactors. */
  private double[] inverse() {
    double[] inverse = new double[matrix.length];
    double determinant = 0;
    for (int column = 0; column < COLOURS; column++) {
      determinant += matrix[column] * cofactor(0, column);
    }
    for (int row = 0; row < COLOURS; row++) {
      for (int column = 0; column < COLOURS; column++) {
        inverse[row * COLOURS + column] = cofactor(column, row) / determinant;
      }
    }
    return inverse;
  }

  private double cofactor(int row, int column) {
    double a = matrix[(row + 1) % 3 * COLOURS + (column + 1) % 3];
    double b = matrix[(row + 1) % 3 * COLOURS + (column + 2) % 3];
    double c = matrix[(row + 2) % 3 * COLOURS + (column + 1) % 3];
    double d = matrix[(row + 2) % 3 * COLOURS + (column + 2) % 3];
    return a * d - b * c;
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
