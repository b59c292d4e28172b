package phosphene.ascent;

/**
 * Resamples square planes by a map of the plane, with a sinc of four lobes under Kaiser's window
 * (Kaiser and Schafer, 1980): what has passed a hundred times is neither blurred nor sharpened, as
 * it is by Lanczos' kernel, which amplifies waves of eight pixels by 0.6 % each time. Beyond their
 * borders planes are mirrored. Instances hold scratch arrays and serve one thread.
 */
final class Warp {
  private static final int LOBES = 4;
  private static final int TAPS = 2 * LOBES;
  private static final int PHASES = 4096; // nearest of these: off by less than 1e-3 of a step
  // 6: over 480 moves by any part of a pixel, waves of 4 pixels and more keep their height to 12 %,
  // with 5 and 7 less well.
  private static final double BETA = 6;
  private static final float[] KERNEL = kernel();

  private final int size;
  private final int[] columns = new int[TAPS];
  private final int[] rows = new int[TAPS];

  Warp(int size) {
    this.size = size;
  }

  /** The weights of the eight pixels around a place, by its phase; those of a phase sum to 1. */
  private static float[] kernel() {
    float[] kernel = new float[(PHASES + 1) * TAPS];
    for (int phase = 0; phase <= PHASES; phase++) {
      double part = (double) phase / PHASES;
      double sum = 0;
      double[] weights = new double[TAPS];
      for (int tap = 0; tap < TAPS; tap++) {
        weights[tap] = kernel(part - (tap - LOBES + 1));
        sum += weights[tap];
      }
      for (int tap = 0; tap < TAPS; tap++) {
        kernel[phase * TAPS + tap] = (float) (weights[tap] / sum);
      }
    }
    return kernel;
  }

  private static double kernel(double x) {
    if (Math.abs(x) >= LOBES) {
      return 0;
    }
    double window = bessel(BETA * Math.sqrt(1 - x * x / (LOBES * LOBES))) / bessel(BETA);
    return x == 0 ? window : window * StrictMath.sin(Math.PI * x) / (Math.PI * x);
  }

  /** The modified Bessel function of order zero, by its series. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= x / (2.0 * k) * (x / (2.0 * k));
      sum += term;
    }
    return sum;
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
