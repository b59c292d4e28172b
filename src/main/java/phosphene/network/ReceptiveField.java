package phosphene.network;

/**
 * The window of input pixels that one position of a layer depends on, padding not subtracted.
 *
 * @param height rows of the window, or {@link #EVERYTHING}
 * @param width columns of the window, or {@link #EVERYTHING}
 * @param strideY input rows between the windows of two neighbouring positions (the "jump"), at
 *     least 1
 * @param strideX input columns between the windows of two neighbouring positions, at least 1
 */
public record ReceptiveField(int height, int width, int strideY, int strideX) {
  /** The extent of a window that is the whole image, however large: what attention sees. */
  public static final int EVERYTHING = Integer.MAX_VALUE;

  /** What a position of the input sees: itself. */
  static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 1, 1);

  /** The longer side in pixels. */
  public int size() {
    return Math.max(height, width);
  }

  /** What a layer sees whose positions see {@code reach} of this one's: r + (k - 1) * jump. */
  ReceptiveField through(Reach reach) {
    return new ReceptiveField(
        extent(height, strideY, reach.rows()),
        extent(width, strideX, reach.columns()),
        jump(strideY, reach.rows()),
        jump(strideX, reach.columns()));
  }

  private static int extent(int extent, int jump, Reach.Span span) {
    boolean everything = span.stride() == 0 && span.extent() > 1;
    return everything || extent == EVERYTHING ? EVERYTHING : extent + (span.extent() - 1) * jump;
  }

  private static int jump(int jump, Reach.Span span) {
    return Math.max(1, -Math.floorDiv(-jump * span.stride(), span.up())); // rounded up
  }

  /** The larger of each extent. */
  ReceptiveField widest(ReceptiveField other) {
    return new ReceptiveField(
        Math.max(height, other.height),
        Math.max(width, other.width),
        Math.max(strideY, other.strideY),
        Math.max(strideX, other.strideX));
  }
}
