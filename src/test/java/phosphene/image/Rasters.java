package phosphene.image;

import java.util.SplittableRandom;

/** Small pictures for tests. */
final class Rasters {
  private Rasters() {}

  /** A value for each plane (0..2), column and row. */
  interface Paint {
    double at(int plane, int x, int y);
  }

  static Raster paint(int width, int height, Paint paint) {
    float[] planes = new float[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      int pixel = i % (width * height);
      planes[i] = (float) paint.at(i / (width * height), pixel % width, pixel / width);
    }
    return new Raster(width, height, planes);
  }

  static Raster flat(int width, int height, double value) {
    return paint(width, height, (plane, x, y) -> value);
  }

  /** Noise at the 256 levels of a channel. */
  static Raster levels(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return paint(width, height, (plane, x, y) -> random.nextInt(256) / 255f);
  }
}
