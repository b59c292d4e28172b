package phosphene.image.figures;

/**
 * The power of a picture's luma at each frequency, by Welch's method (Welch, 1967): the mean over
 * square blocks, each less its mean and under a Hann window, so that the picture's border does not
 * count. A picture of at most {@value #LARGEST} pixels a side is one block; a larger one has as
 * many as cover it, and one that is not square has square ones.
 *
 * @param side of a block
 * @param power of frequency {@code (u, v)} at {@code [v][u]}, {@code u} from 0 to {@code side / 2}
 *     cycles a block from left to right, {@code v} from 0 to {@code side - 1} downwards; those
 *     beyond {@code side / 2} are negative. Frequency {@code (-u, -v)} is that of {@code (u, v)}
 */
record PowerSpectrum(int side, double[][] power) {
  static final int LARGEST = 256;

  static PowerSpectrum of(LumaPlane luma) {
    int side = Math.min(LARGEST, Math.min(luma.width(), luma.height()));
    WindowedTransform transform = new WindowedTransform(side);
    double[][] power = new double[side][side / 2 + 1];
    int down = blocks(luma.height(), side);
    int across = blocks(luma.width(), side);
    for (int i = 0; i < down; i++) {
      for (int j = 0; j < across; j++) {
        transform.add(
            luma, start(j, across, luma.width(), side), start(i, down, luma.height(), side), power);
      }
    }
    return new PowerSpectrum(side, power);
  }

  private static int blocks(int length, int side) {
    return (length + side - 1) / side;
  }

  /** Blocks are spread evenly, the first at one end and the last at the other. */
  private static int start(int block, int blocks, int length, int side) {
    return blocks == 1 ? (length - side) / 2 : block * (length - side) / (blocks - 1);
  }

  /** What to do with the power of a frequency. */
  interface Use {
    /**
     * Takes a frequency in cycles a pixel, from left to right and downwards.
     *
     * @param power of the frequency and its opposite together
     */
    void take(double across, double down, double power);
  }

  /** Passes on all frequencies but 0, opposite ones once. */
  void each(Use use) {
    for (int v = 0; v < side; v++) {
      for (int u = 0; u <= side / 2; u++) {
        boolean own = u == 0 || 2 * u == side; // its opposite is in this half too
        if (u + v > 0) {
          double down = (2 * v <= side ? v : v - side) / (double) side;
          use.take(u / (double) side, down, own ? power[v][u] : 2 * power[v][u]);
        }
      }
    }
  }
}
