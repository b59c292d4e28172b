package phosphene.image.exif;

/**
 * What becomes of a photo's EXIF when its picture is written anew. Nothing else of a file, such as
 * XMP or IPTC, is ever written.
 */
public enum Metadata {
  /**
   * It is kept, for the upright picture in sRGB: no orientation, no thumbnail of what was before.
   */
  ALL,
  /**
   * What tells when, with what camera and how the photo was taken, and its copyright, is kept.
   * Places, names of people and computers, serial numbers, unique identifiers, makers' notes and
   * texts that may say anything are not: {@link SafeExif} lists what is.
   */
  SAFE,
  /** It is left out. */
  NONE;

  /** The block for an upright picture of this size in sRGB; empty if nothing is left. */
  public byte[] of(byte[] exif, int width, int height) {
    return switch (this) {
      case ALL -> Tiff.upright(exif, width, height);
      case SAFE -> Tiff.upright(SafeExif.of(exif), width, height);
      case NONE -> new byte[0];
    };
  }
}
