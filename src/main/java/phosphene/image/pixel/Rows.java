package phosphene.image.pixel;

/**
 * A picture that is read row by row: three planes (red, green, blue) below each other, so that
 * {@code 3 * height} rows are one tall plane. Values are nominally in 0..1 (sRGB, not linear).
 */
public sealed interface Rows permits Raster, Levels {
  int width();

  int height();

  /** Copies a row, 0 to {@code 3 * height - 1}, to {@code values} from {@code at} on. */
  void read(int row, float[] values, int at);

  /** The picture as floats of its own, which the caller may write to. */
  default Raster raster() {
    float[] planes = new float[3 * width() * height()];
    for (int row = 0; row < 3 * height(); row++) {
      read(row, planes, row * width());
    }
    return new Raster(width(), height(), planes);
  }
}
