package phosphene.spec;

/** The colour space that the ascent moves in. */
public enum ColorSpace {
  /**
   * Decorrelated by the square root of the colour covariance of ImageNet's images (lucid,
   * optvis/param/color.py).
   */
  DECORRELATED,
  /** Red, green and blue as they are. */
  RGB
}
