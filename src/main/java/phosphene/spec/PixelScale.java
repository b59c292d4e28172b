package phosphene.spec;

/** How a network that a user brings wants its pixels; the names are those that Keras users know. */
public enum PixelScale {
  /** Red, green, blue in 0..1. */
  UNIT,
  /** Red, green, blue in -1..1 (Keras calls it {@code tf}). */
  SIGNED,
  /** Blue, green, red in 0..255, less 103.939, 116.779 and 123.68, the means of ImageNet. */
  CAFFE
}
