package phosphene.image.webp;

import phosphene.image.pixel.PixelRows;
import phosphene.image.pixel.PlaneLayout;
import phosphene.image.pixel.Planes;

/**
 * The picture of VP8's samples as libwebp shows it, level by level: BT.601 of limited range in
 * fixed point, chroma weighed 9 : 3 : 3 : 1 over the four samples around a pixel in two steps of
 * rounding (libwebp, src/dsp/yuv.h and upsampling.c).
 */
final class Vp8Rows implements PixelRows {
  private final Planes planes;
  private final PlaneLayout layout;
  private final int chromaWidth;
  private final int chromaHeight;

  Vp8Rows(Planes planes) {
    this.planes = planes;
    layout = planes.layout();
    chromaWidth = layout.width(1);
    chromaHeight = layout.height(1);
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
    return layout.planes() == 4;
  }

  @Override
  public boolean deep() {
    return false;
  }

  @Override
  public void read(int y, float[] rgb, float[] opacity) {
    for (int x = 0; x < layout.width(); x++) {
      int luma = high(planes.at(0, x, y), 19077);
      int u = chroma(1, x, y);
      int v = chroma(2, x, y);
      rgb[3 * x] = level(luma + high(v, 26149) - 14234) / 255f;
      rgb[3 * x + 1] = level(luma - high(u, 6419) - high(v, 13320) + 8708) / 255f;
      rgb[3 * x + 2] = level(luma + high(u, 33050) - 17685) / 255f;
      opacity[x] = transparent() ? planes.at(3, x, y) / 255f : 1;
    }
  }

  private static int high(int value, int factor) {
    return (value * factor) >> 8;
  }

  private static int level(int value) {
    return Math.max(0, Math.min(255, value >> 6));
  }

  /** Of the nearest sample and its neighbors across, down and diagonal; the nearest at edges. */
  private int chroma(int plane, int x, int y) {
    int column = x >> 1;
    int row = y >> 1;
    int beside = Math.max(0, Math.min(chromaWidth - 1, column + 2 * (x & 1) - 1));
    int below = Math.max(0, Math.min(chromaHeight - 1, row + 2 * (y & 1) - 1));
    int nearest = planes.at(plane, column, row);
    int vertical = planes.at(plane, column, below);
    // A last column of even width is, like the first one, not mixed across.
    if (beside == column) {
      return (3 * nearest + vertical + 2) >> 2;
    }
    int horizontal = planes.at(plane, beside, row);
    int diagonal = planes.at(plane, beside, below);
    int all = nearest + vertical + horizontal + diagonal + 8;
    return (((all + 2 * (horizontal + vertical)) >> 3) + nearest) >> 1;
  }
}
