package phosphene.image.pixel;

import java.io.Serializable;
import java.util.Locale;

/**
 * A rectangle of pixels, of a picture that is upright.
 *
 * @param x its left column
 * @param y its top row
 * @param width at least 1
 * @param height at least 1
 */
public record Area(int x, int y, int width, int height) implements Serializable {
  public Area {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Invalid area: %dx%d at %d, %d", width, height, x, y));
    }
  }

  /** The largest rectangle of the sides' ratio in the middle of a picture. */
  public static Area centered(Rows picture, int ratioWidth, int ratioHeight) {
    long across = (long) picture.height() * ratioWidth;
    long down = (long) picture.width() * ratioHeight;
    int width = across < down ? side(across, ratioHeight) : picture.width();
    int height = across < down ? picture.height() : side(down, ratioWidth);
    return new Area((picture.width() - width) / 2, (picture.height() - height) / 2, width, height);
  }

  private static int side(long pixels, int ratio) {
    return (int) Math.max(1, pixels / ratio);
  }

  /**
   * Where a part of this area's picture is, when that has been resized: whole pixels, those of
   * which a part belongs to it among them.
   *
   * @param part of the resized picture
   * @param acrossAll width of the resized picture
   * @param downAll its height
   */
  public Area within(Area part, int acrossAll, int downAll) {
    int left = (int) ((long) part.x * width / acrossAll);
    int top = (int) ((long) part.y * height / downAll);
    int right = ceil((long) (part.x + part.width) * width, acrossAll);
    int bottom = ceil((long) (part.y + part.height) * height, downAll);
    return new Area(x + left, y + top, right - left, bottom - top);
  }

  private static int ceil(long a, int b) {
    return (int) ((a + b - 1) / b);
  }
}
