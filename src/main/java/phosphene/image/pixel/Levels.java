package phosphene.image.pixel;

/**
 * A picture as files hold it, in whole levels: 3 bytes a pixel for levels of 8 bits, 6 for those of
 * 16, where floats take 12. A level of 8 bits reads as the same float from either.
 */
public final class Levels implements Rows {
  private static final int COARSE = 255;
  private static final int FINE = 65535;

  private final int width;
  private final int height;
  private final byte[] coarse;
  private final short[] fine;

  private Levels(int width, int height, byte[] coarse, short[] fine) {
    this.width = width;
    this.height = height;
    this.coarse = coarse;
    this.fine = fine;
  }

  /** A black picture of 256 levels. */
  static Levels ofEightBits(int width, int height) {
    return new Levels(width, height, new byte[3 * width * height], new short[0]);
  }

  /** A black picture of 65536 levels. */
  static Levels ofSixteenBits(int width, int height) {
    return new Levels(width, height, new byte[0], new short[3 * width * height]);
  }

  /** The nearest of 65536 levels for each value. */
  static Levels of(Raster raster) {
    Levels levels = ofSixteenBits(raster.width(), raster.height());
    for (int i = 0; i < raster.planes().length; i++) {
      levels.set(i, raster.planes()[i]);
    }
    return levels;
  }

  /** Sets a value, by its place in planes as {@link Raster} has them, to the nearest level. */
  void set(int index, float value) {
    double bounded = Math.max(0, Math.min(1, value));
    if (fine.length == 0) {
      coarse[index] = (byte) (bounded * COARSE + 0.5);
    } else {
      fine[index] = (short) (int) (bounded * FINE + 0.5);
    }
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void read(int row, float[] values, int at) {
    int from = row * width;
    if (fine.length == 0) {
      for (int x = 0; x < width; x++) {
        values[at + x] = (coarse[from + x] & COARSE) / (float) COARSE;
      }
    } else {
      for (int x = 0; x < width; x++) {
        values[at + x] = (fine[from + x] & FINE) / (float) FINE;
      }
    }
  }

  /** The level of 0..255 that is nearest to a value of 0..1. */
  public static int level(float value) {
    return (int) (Math.max(0, Math.min(1, value)) * 255 + 0.5f);
  }
}
