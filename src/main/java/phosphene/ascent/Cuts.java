package phosphene.ascent;

/**
 * How one side of a picture is cut into pieces of one length, so that one session serves them all.
 * Where the length does not divide the side, neighbours share a pixel, which the later one owns. A
 * side that is shorter than the network takes is one piece, lengthened by reflection.
 *
 * @param side of the picture in pixels
 * @param count of pieces
 * @param length of each in pixels
 */
record Cuts(int side, int count, int length) {
  /**
   * The cuts into the fewest pieces.
   *
   * @param most the longest piece, unless {@code least} asks for longer ones
   * @param least the shortest piece
   */
  static Cuts of(int side, int most, int least) {
    if (side <= least) {
      return new Cuts(side, 1, least);
    }
    int count = Math.min(ceil(side, most), side / least);
    return new Cuts(side, count, ceil(side, count));
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  private int start(int piece) {
    return (int) ((long) piece * side / count);
  }

  /** How many pixels of a piece, from its start, no later one has. */
  int owned(int piece) {
    return count == 1 ? length : start(piece + 1) - start(piece);
  }

  /**
   * The pixels of the picture that a piece sees.
   *
   * @param roll pixels by which the picture is shifted round its border before it is cut
   */
  int[] pixels(int piece, int roll) {
    int[] pixels = new int[length];
    for (int i = 0; i < length; i++) {
      pixels[i] = Math.floorMod(reflected(start(piece) + i) - roll, side);
    }
    return pixels;
  }

  /** Beyond the last pixel the way goes back, without seeing it twice. */
  private int reflected(int at) {
    if (at < side) {
      return at;
    }
    int period = Math.max(1, 2 * side - 2);
    int within = at % period;
    return within < side ? within : period - within;
  }
}
