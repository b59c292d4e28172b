package phosphene.image.color;

/**
 * Where red, green, blue and white of a color space lie, as CIE x and y.
 *
 * @param xy eight numbers: white, red, green, blue, in PNG's order
 */
public record Chromaticities(double... xy) {
  /** Of sRGB and BT.709. */
  static final Chromaticities SRGB =
      new Chromaticities(0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06);

  /** Of Adobe RGB (1998). */
  static final Chromaticities ADOBE =
      new Chromaticities(0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06);

  /** Of Display P3. */
  public static final Chromaticities P3 =
      new Chromaticities(0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06);

  /** Of BT.2020. */
  public static final Chromaticities BT2020 =
      new Chromaticities(0.3127, 0.329, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046);

  // How the eye adapts to a white (Bradford; Lindbloom, "Chromatic Adaptation").
  private static final double[][] EYE = {
    {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
  };

  /** Whether the three colors span a space that contains the white. */
  boolean valid() {
    for (int i = 0; i < xy.length; i += 2) {
      if (xy[i] < 0 || xy[i + 1] <= 0 || xy[i] + xy[i + 1] > 1) {
        return false;
      }
    }
    double[] shares = times(inverse(primaries()), white());
    return Math.min(shares[0], Math.min(shares[1], shares[2])) > 0
        && Double.isFinite(shares[0] + shares[1] + shares[2]);
  }

  /** XYZ under the light of a white to linear sRGB; that white becomes white. */
  public static double[][] fromXyz(double x, double y) {
    double[][] adapted = adapted(new Chromaticities(x, y).white());
    return times(inverse(SRGB.toXyz()), times(inverse(EYE), adapted));
  }

  /** Linear light of this space to linear sRGB; white becomes white. */
  double[][] toSrgb() {
    return times(inverse(SRGB.toXyz()), times(inverse(EYE), times(adapted(white()), toXyz())));
  }

  /** XYZ under the light of a white to what the eye's receptors get under sRGB's. */
  private static double[][] adapted(double[] white) {
    double[] from = times(EYE, white);
    double[] to = times(EYE, SRGB.white());
    double[][] adapted = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        adapted[i][j] = EYE[i][j] * to[i] / from[i];
      }
    }
    return adapted;
  }

  private double[][] toXyz() {
    double[][] primaries = primaries();
    double[] shares = times(inverse(primaries), white());
    double[][] matrix = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        matrix[i][j] = primaries[i][j] * shares[j];
      }
    }
    return matrix;
  }

  /** XYZ of white at Y = 1. */
  private double[] white() {
    return new double[] {xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]};
  }

  /** XYZ of the primaries in columns, each with a sum of 1. */
  private double[][] primaries() {
    double[][] columns = new double[3][3];
    for (int j = 0; j < 3; j++) {
      columns[0][j] = xy[2 * j + 2];
      columns[1][j] = xy[2 * j + 3];
      columns[2][j] = 1 - columns[0][j] - columns[1][j];
    }
    return columns;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] result = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        result[i] += matrix[i][j] * vector[j];
      }
    }
    return result;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] result = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          result[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return result;
  }

  /** By cofactors; not finite where there is none. */
  private static double[][] inverse(double[][] m) {
    double[][] result = new double[3][3];
    double determinant = 0;
    for (int j = 0; j < 3; j++) {
      determinant += m[0][j] * cofactor(m, 0, j);
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        result[j][i] = cofactor(m, i, j) / determinant;
      }
    }
    return result;
  }

  private static double cofactor(double[][] m, int i, int j) {
    int below = (i + 1) % 3;
    int lowest = (i + 2) % 3;
    int right = (j + 1) % 3;
    int outer = (j + 2) % 3;
    return m[below][right] * m[lowest][outer] - m[below][outer] * m[lowest][right];
  }
}
