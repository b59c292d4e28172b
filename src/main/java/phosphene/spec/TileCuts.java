package phosphene.spec;

/**
 * How one side of an image is cut into pieces of one length. The image is a ring; each piece owns a
 * part of it and sees a margin on both sides. Where the pieces do not divide the side, neighbours
 * see a pixel more. A side that is shorter than the network takes is one piece that is longer than
 * the side.
 *
 * @param side of the image in pixels
 * @param count of pieces
 * @param length of each in pixels
 * @param margin pixels of it at each end that are only seen
 */
public record TileCuts(int side, int count, int length, int margin) {
  // 16 pixels of 512: what a border disturbs most, for a seventh more work.
  private static final int MARGIN = 16;
  private static final int MOST_MARGINS = 8; // in the longest piece

  /**
   * The cuts into the fewest pieces.
   *
   * @param most the longest piece, unless {@code least} asks for longer ones
   * @param least the shortest piece
   */
  public static TileCuts of(int side, int most, int least) {
    if (side <= Math.max(most, least)) {
      return whole(side, Math.max(side, least));
    }
    int margin = Math.min(MARGIN, most / MOST_MARGINS);
    int count = Math.min(ceil(side, most - 2 * margin), side / least);
    return count <= 1
        ? whole(side, side)
        : new TileCuts(side, count, ceil(side, count) + 2 * margin, margin);
  }

  private static TileCuts whole(int side, int length) {
    return new TileCuts(side, 1, length, 0);
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }

  /** Pixels that all pieces see together. */
  public long seen() {
    return (long) count * length;
  }
}
