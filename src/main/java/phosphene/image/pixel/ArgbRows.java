package phosphene.image.pixel;

/**
 * A picture of four bytes a pixel.
 *
 * @param transparent whether the first of them means something
 * @param argb opacity, red, green, blue of each pixel from the highest byte on, row by row
 */
public record ArgbRows(int width, int height, boolean transparent, int[] argb)
    implements PixelRows {
  @Override
  public boolean deep() {
    return false;
  }

  @Override
  public void read(int y, float[] rgb, float[] opacity) {
    for (int x = 0; x < width; x++) {
      int pixel = argb[y * width + x];
      opacity[x] = transparent ? (pixel >>> 24) / 255f : 1;
      for (int color = 0; color < 3; color++) {
        rgb[3 * x + color] = ((pixel >> (16 - 8 * color)) & 255) / 255f;
      }
    }
  }
}
