package phosphene.ascent;

/**
 * A map of the plane: {@code (x, y) -> (xx x + xy y + x0, yx x + yy y + y0)}, in pixels with the
 * center of the first pixel at (0, 0).
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
  static Affine shift(double x, double y) {
    return new Affine(1, 0, x, 0, 1, y);
  }

  /**
   * Turns by {@code radians} and stretches by {@code factor}, leaving {@code (center, center)} in
   * place.
   */
  static Affine about(double center, double radians, double factor) {
    double cos = factor * StrictMath.cos(radians);
    double sin = factor * StrictMath.sin(radians);
    double x0 = center - cos * center + sin * center;
    double y0 = center - sin * center - cos * center;
    return new Affine(cos, -sin, x0, sin, cos, y0);
  }

  /** First {@code inner}, then this. */
  Affine after(Affine inner) {
    return new Affine(
        xx * inner.xx + xy * inner.yx,
        xx * inner.xy + xy * inner.yy,
        xx * inner.x0 + xy * inner.y0 + x0,
        yx * inner.xx + yy * inner.yx,
        yx * inner.xy + yy * inner.yy,
        yx * inner.x0 + yy * inner.y0 + y0);
  }
}
