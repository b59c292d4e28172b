package phosphene.ascent;

import phosphene.spec.TileCuts;

/**
 * A side of a rolled image, cut into pieces. Of the pixels that neighbors see both, the later piece
 * owns the one that is in no margin; what is beyond a short side's end is its reflection.
 */
record Side(TileCuts cuts) {
  private int start(int piece) {
    return (int) ((long) piece * cuts.side() / cuts.count());
  }

  /** What a piece owns of the pixels that it sees. */
  Range own(int piece) {
    int count = cuts.count() == 1 ? cuts.length() : start(piece + 1) - start(piece);
    return new Range(cuts.margin(), count);
  }

  /** Numbers from {@code first} up to, without, {@code first + count}. */
  record Range(int first, int count) {
    int end() {
      return first + count;
    }
  }

  /**
   * The pixels of the image that a piece sees.
   *
   * @param roll pixels by which the image is shifted round its border before it is cut
   */
  int[] pixels(int piece, int roll) {
    int[] pixels = new int[cuts.length()];
    for (int i = 0; i < pixels.length; i++) {
      int at = start(piece) - cuts.margin() + i;
      pixels[i] = Math.floorMod((cuts.count() == 1 ? reflected(at) : at) - roll, cuts.side());
    }
    return pixels;
  }

  /** Beyond the last pixel the way goes back, without seeing it twice. */
  private int reflected(int at) {
    int period = Math.max(1, 2 * cuts.side() - 2);
    int within = at % period;
    return within < cuts.side() ? within : period - within;
  }
}
