package phosphene.image.pixel;

/** A decoded picture as it is stored, read row by row in its own RGB colors. */
public interface PixelRows {
  int width();

  int height();

  /** Whether the file has an opacity for each pixel. */
  boolean transparent();

  /** Whether a color has more than 8 bits. */
  boolean deep();

  /**
   * Reads a row.
   *
   * @param rgb gets three values of 0..1 a pixel, not multiplied by the opacity
   * @param opacity gets one value of 0..1 a pixel; all 1 where the picture is not {@link
   *     #transparent}
   */
  void read(int y, float[] rgb, float[] opacity);
}
