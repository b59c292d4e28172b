package phosphene.image.pixel;

/** A canvas on which photos lie over each other. */
public final class OverlaidRows implements PixelRows {
  private final PlaneLayout layout;
  private final int area;

  /** Colors multiplied by their opacity, which is what adds up. */
  private final Levels colors;

  private final float[] opacity;

  /**
   * An empty one.
   *
   * @param fill its red, green, blue and opacity
   */
  public OverlaidRows(PlaneLayout layout, float[] fill) {
    this.layout = layout;
    area = layout.width() * layout.height();
    colors = Levels.ofSixteenBits(layout.width(), layout.height());
    opacity = new float[area];
    for (int i = 0; i < area; i++) {
      opacity[i] = fill[3];
      for (int plane = 0; plane < 3; plane++) {
        colors.set(plane * area + i, fill[plane] * fill[3]);
      }
    }
  }

  /** Lays a photo over what is there, as far as it is on the canvas. */
  public void put(Photo photo, int left, int top) {
    Levels own = photo.levels();
    float[] row = new float[own.width()];
    float[] below = new float[layout.width()];
    for (int y = hidden(top, own.height()); y < own.height() && on(y, top, height()); y++) {
      for (int plane = 2; plane >= 0; plane--) {
        own.read(plane * own.height() + y, row, 0);
        colors.read(plane * height() + y + top, below, 0);
        for (int x = hidden(left, row.length); x < row.length && on(x, left, width()); x++) {
          int to = (y + top) * width() + x + left;
          // Photos are over white: what shines through of it makes place for what is below.
          float clear = clear(photo, y * row.length + x);
          colors.set(plane * area + to, row[x] - clear + below[x + left] * clear);
          opacity[to] = plane > 0 ? opacity[to] : 1 - clear * (1 - opacity[to]);
        }
      }
    }
  }

  /** How much of a side is before the canvas begins. */
  private static int hidden(int shift, int length) {
    return (int) Math.min(length, Math.max(0, -(long) shift));
  }

  private static boolean on(int place, int shift, int length) {
    return place + (long) shift < length;
  }

  private static float clear(Photo photo, int pixel) {
    return photo.alpha().length == 0 ? 0 : 1 - (photo.alpha()[pixel] & 255) / 255f;
  }

  @Override
  public int width() {
    return layout.width();
  }

  @Override
  public int height() {
    return layout.height();
  }

  @Override
  public boolean transparent() {
    return true;
  }

  @Override
  public boolean deep() {
    return layout.bits() > 8;
  }

  @Override
  public void read(int y, float[] rgb, float[] shares) {
    float[] row = new float[layout.width()];
    System.arraycopy(opacity, y * layout.width(), shares, 0, row.length);
    for (int plane = 0; plane < 3; plane++) {
      colors.read(plane * layout.height() + y, row, 0);
      for (int x = 0; x < row.length; x++) {
        rgb[3 * x + plane] = shares[x] > 0 ? Math.min(1, row[x] / shares[x]) : 0;
      }
    }
  }
}
