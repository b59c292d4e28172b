package phosphene.ascent;

/**
 * Resamples square planes by a map of the plane, with Lanczos' kernel of three lobes; beyond their
 * borders planes are mirrored. Instances hold scratch arrays and serve one thread.
 */
final class Warp {
  private static final int LOBES = 3;
  private static final int TAPS = 2 * LOBES;
  private static final int PHASES = 4096; // nearest of these: off by less than 1e-3 of a step
  private static final float[] KERNEL = kernel();

  private final int size;
  private final int[] columns = new int[TAPS];
  private final int[] rows = new int[TAPS];

  Warp(int size) {
    this.size = size;
  }

  /** The weights of the six pixels around a place, by its phase; those of a phase sum to 1. */
  private static float[] kernel() {
    float[] kernel = new float[(PHASES + 1) * TAPS];
    for (int phase = 0; phase <= PHASES; phase++) {
      double part = (double) phase / PHASES;
      double sum = 0;
      double[] weights = new double[TAPS];
      for (int tap = 0; tap < TAPS; tap++) {
        weights[tap] = lanczos(part - (tap - LOBES + 1));
        sum += weights[tap];
      }
      for (int tap = 0; tap < TAPS; tap++) {
        kernel[phase * TAPS + tap] = (float) (weights[tap] / sum);
      }
    }
    return kernel;
  }

  private static double lanczos(double x) {
    if (x == 0) {
      return 1;
    }
    if (Math.abs(x) >= LOBES) {
      return 0;
    }
    double a = Math.PI * x;
    return LOBES * StrictMath.sin(a) * StrictMath.sin(a / LOBES) / (a * a);
  }

  /** Fills {@code to}: each pixel is what {@code from} has where {@code map} leads. */
  void apply(Affine map, float[] from, float[] to) {
    int area = size * size;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double atX = map.xx() * x + map.xy() * y + map.x0();
        double atY = map.yx() * x + map.yy() * y + map.y0();
        int across = taps(atX, columns);
        int down = taps(atY, rows);
        for (int plane = 0; plane < from.length / area; plane++) {
          to[plane * area + y * size + x] = sum(from, plane * area, across, down);
        }
      }
    }
  }

  private float sum(float[] from, int plane, int across, int down) {
    float sum = 0;
    for (int j = 0; j < TAPS; j++) {
      int row = plane + rows[j] * size;
      float line = 0;
      for (int i = 0; i < TAPS; i++) {
        line += KERNEL[across + i] * from[row + columns[i]];
      }
      sum += KERNEL[down + j] * line;
    }
    return sum;
  }

  /** Fills the pixels around a place; gives where their weights are. */
  private int taps(double at, int[] pixels) {
    double floor = Math.floor(at);
    int first = (int) floor - LOBES + 1;
    for (int i = 0; i < TAPS; i++) {
      pixels[i] = mirrored(first + i);
    }
    return (int) Math.round((at - floor) * PHASES) * TAPS;
  }

  private int mirrored(int at) {
    int within = Math.floorMod(at, 2 * size);
    return within < size ? within : 2 * size - 1 - within;
  }
}
