package phosphene.ascent;

/**
 * Colours: {@code rgb = sigmoid(M c)} for the three planes c of a picture.
 *
 * @param matrix M, row by row: what red, green and blue take of each plane
 */
record Palette(float[] matrix) {
  static final int COLOURS = 3;

  /**
   * The square root of the colour covariance of ImageNet's images, divided by its largest column
   * norm (lucid, optvis/param/color.py).
   */
  static Palette decorrelated() {
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
    return new Palette(matrix);
  }

  /** Red, green and blue as they are. */
  static Palette rgb() {
    return new Palette(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
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

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
