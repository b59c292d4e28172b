package phosphene.primer;

/** Smooth value noise in 0..1 on a lattice of units, the same again every 64 units. */
final class Noise implements Field {
  private static final int SIDE = 64;

  private final float[] values = new float[SIDE * SIDE];

  Noise(RandomChoices random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.between(0, 1);
    }
  }

  @Override
  public double at(double x, double y) {
    long i = (long) Math.floor(x);
    long j = (long) Math.floor(y);
    double u = ease(x - i);
    double v = ease(y - j);
    double top = cell(i, j) + (cell(i + 1, j) - cell(i, j)) * u;
    double bottom = cell(i, j + 1) + (cell(i + 1, j + 1) - cell(i, j + 1)) * u;
    return top + (bottom - top) * v;
  }

  /** The value of a lattice point. */
  double cell(long i, long j) {
    return values[(int) (j & (SIDE - 1)) * SIDE + (int) (i & (SIDE - 1))];
  }

  /** A further, independent value of a lattice point. */
  double cell(long i, long j, int which) {
    // odd steps: other cells of the table
    return cell(i + 17L * which, j + 29L * which);
  }

  /** Octaves of halving size and weight, stretched to fill 0..1. */
  double rough(double x, double y, int octaves) {
    double sum = 0;
    double weight = 0.5;
    double size = 1;
    for (int i = 0; i < octaves; i++) {
      sum += weight * (at(x * size + 7 * i, y * size + 13 * i) - 0.5);
      weight /= 2;
      size *= 2;
    }
    // 2.2: sums of independent octaves seldom reach their bounds
    return Math.max(0, Math.min(1, 0.5 + 2.2 * sum));
  }

  private static double ease(double t) {
    return t * t * (3 - 2 * t);
  }
}
