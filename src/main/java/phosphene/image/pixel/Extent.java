package phosphene.image.pixel;

/**
 * How large a photo is and what it takes to hold it, as its header says.
 *
 * @param width in pixels as stored, before it is turned upright; as height
 * @param held bytes a pixel that a {@link Photo} takes
 * @param decoder bytes a pixel that decoding takes beside them
 */
public record Extent(int width, int height, int held, int decoder) {

  /** Of a photo of opaque pixels of 8 bits a color. */
  public static Extent plain(int width, int height) {
    return new Extent(width, height, 3, 4);
  }

  /** Of any other: 16 bits a color and its opacity. */
  public static Extent rich(int width, int height) {
    return new Extent(width, height, 7, 8);
  }

  private long pixels() {
    return (long) width * height;
  }

  /** Bytes of the photo when it is decoded. */
  public long heldBytes() {
    return pixels() * held;
  }

  /** Bytes while it is decoded, the photo among them. */
  public long decodingBytes() {
    return pixels() * (held + decoder);
  }
}
