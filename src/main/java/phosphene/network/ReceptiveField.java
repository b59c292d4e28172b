package phosphene.network;

/**
 * The window of input pixels that one position of a layer depends on, padding not subtracted.
 *
 * @param height rows of the window
 * @param width columns of the window
 * @param strideY input rows between the windows of two neighbouring positions (the "jump")
 * @param strideX input columns between the windows of two neighbouring positions
 */
public record ReceptiveField(int height, int width, int strideY, int strideX) {
  /** What a position of the input sees: itself. */
  static final ReceptiveField PIXEL = new ReceptiveField(1, 1, 1, 1);

  /** The longer side in pixels. */
  public int size() {
    return Math.max(height, width);
  }

  /** What a layer sees whose positions see {@code window} of this one's: r + (k - 1) * jump. */
  ReceptiveField through(Window window) {
    return new ReceptiveField(
        height + (window.height() - 1) * strideY,
        width + (window.width() - 1) * strideX,
        strideY * window.strideY(),
        strideX * window.strideX());
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
