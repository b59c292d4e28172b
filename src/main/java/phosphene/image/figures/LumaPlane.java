package phosphene.image.figures;

import java.util.Arrays;
import phosphene.image.pixel.Raster;

/**
 * The luma of a picture: 0.2126 R + 0.7152 G + 0.0722 B of the coded values (the weights of ITU-R
 * BT.709), in levels of 0..255.
 */
record LumaPlane(int width, int height, double[] values) {
  private static final double LEVELS = 255;

  /** Of a picture whose values are levels of 8 bits. */
  static LumaPlane of(Raster raster) {
    int area = raster.width() * raster.height();
    float[] planes = raster.planes();
    double[] values = new double[area];
    for (int i = 0; i < area; i++) {
      values[i] =
          LEVELS * (0.2126 * planes[i] + 0.7152 * planes[area + i] + 0.0722 * planes[2 * area + i]);
    }
    return new LumaPlane(raster.width(), raster.height(), values);
  }

  double at(int x, int y) {
    return values[y * width + x];
  }

  /** True if no value differs from another by more than rounding. */
  boolean flat() {
    double first = values[0];
    return Arrays.stream(values).allMatch(value -> Math.abs(value - first) < 1e-6);
  }
}
