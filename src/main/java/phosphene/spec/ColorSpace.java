package phosphene.spec;

/** The color space that the ascent moves in. */
public enum ColorSpace {
  /**
   * Decorrelated by the square root of the color covariance of ImageNet's images (lucid,
   * optvis/param/color.py).
   */
  DECORRELATED,
  /** Red, green and blue as they are. */
  RGB
}
