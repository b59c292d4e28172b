package phosphene.image;

/**
 * A picture of four bytes a pixel.
 *
 * @param transparent whether the first of them means something
 * @param argb opacity, red, green, blue of each pixel, row by row
 */
record ArgbRows(int width, int height, boolean transparent, byte[] argb) implements PixelRows {
  @Override
  public boolean deep() {
    return false;
  }

  @Override
  public void read(int y, float[] rgb, float[] opacity) {
    for (int x = 0; x < width; x++) {
      int at = 4 * (y * width + x);
      opacity[x] = transparent ? (argb[at] & 255) / 255f : 1;
      for (int colour = 0; colour < 3; colour++) {
        rgb[3 * x + colour] = (argb[at + 1 + colour] & 255) / 255f;
      }
    }
  }
}
