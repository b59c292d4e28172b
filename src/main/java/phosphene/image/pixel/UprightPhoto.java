package phosphene.image.pixel;

import java.util.List;
import java.util.function.UnaryOperator;

/** Puts the rows of a decoded picture together as a {@link Photo}: turned, and over white. */
public final class UprightPhoto {
  private UprightPhoto() {}

  /**
   * A photo without EXIF. Levels are of 16 bits if the picture is deep or transparent.
   *
   * @param crop what is shown of the picture
   * @param orientation how that is turned, EXIF's 1 to 8
   * @param srgb makes sRGB of a row's colors
   */
  public static Photo of(
      PixelRows rows, Area crop, int orientation, UnaryOperator<float[]> srgb, Format format) {
    int width = crop.width();
    int area = width * crop.height();
    Orientation turn = Orientation.of(orientation, width, crop.height());
    Levels levels =
        rows.deep() || rows.transparent()
            ? Levels.ofSixteenBits(turn.width(), turn.height())
            : Levels.ofEightBits(turn.width(), turn.height());
    byte[] alpha = rows.transparent() ? new byte[area] : new byte[0];
    boolean opaque = true;
    float[] own = new float[3 * rows.width()];
    float[] opacity = new float[rows.width()];
    for (int y = 0; y < crop.height(); y++) {
      rows.read(crop.y() + y, own, opacity);
      float[] rgb = srgb.apply(own);
      for (int x = 0; x < width; x++) {
        int from = crop.x() + x;
        int to = turn.at(x, y);
        for (int plane = 0; plane < 3; plane++) {
          levels.set(plane * area + to, over(rgb[3 * from + plane], opacity[from]));
        }
        if (alpha.length > 0) {
          alpha[to] = (byte) Levels.level(opacity[from]);
          opaque &= alpha[to] == (byte) 255;
        }
      }
    }
    return new Photo(levels, format, opaque ? new byte[0] : alpha, new byte[0], List.of());
  }

  /** A color over white. */
  private static float over(float color, float opacity) {
    return opacity == 1 ? color : color * opacity + 1 - opacity;
  }
}
