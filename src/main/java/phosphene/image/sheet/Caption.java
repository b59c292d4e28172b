package phosphene.image.sheet;

import phosphene.image.pixel.Raster;

/** A line of text on a dark bar along the lower edge of a picture. */
public final class Caption {
  private static final float INK = 0.93f;

  // Dark enough for light letters over any picture, light enough to see that it goes on.
  private static final float SHADE = 0.3f;

  private Caption() {}

  /** A copy with a caption; text that is too wide is cut. */
  public static Raster on(Raster picture, String caption) {
    String text = Transliteration.of(caption);
    int width = picture.width();
    int height = picture.height();
    // A twentieth of the height for a line, smaller where the text would not fit.
    int scale = Math.max(1, Math.round(height / 20f / Font.HEIGHT));
    while (scale > 1 && (Font.width(text) + 2 * Font.ADVANCE) * scale > width) {
      scale--;
    }
    int margin = 2 * scale;
    int top = Math.max(0, height - Font.HEIGHT * scale - 2 * margin);
    float[] planes = picture.planes().clone();
    for (int plane = 0; plane < 3; plane++) {
      for (int y = top; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int at = (plane * height + y) * width + x;
          boolean ink = ink(text, x - Font.ADVANCE * scale, y - top - margin, scale);
          planes[at] = ink ? INK : SHADE * planes[at];
        }
      }
    }
    return new Raster(width, height, planes);
  }

  private static boolean ink(String text, int x, int y, int scale) {
    return x >= 0
        && y >= 0
        && x / scale < Font.width(text)
        && y / scale < Font.HEIGHT
        && Font.ink(text, x / scale, y / scale);
  }
}
