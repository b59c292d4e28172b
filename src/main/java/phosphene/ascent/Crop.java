package phosphene.ascent;

import java.util.Arrays;
import phosphene.image.pixel.Raster;

/**
 * The middle of a square image, which is what is kept of it.
 *
 * @param drawn size of the image
 * @param size of its middle, at most {@code drawn}
 */
record Crop(int drawn, int size) {
  private static final float GRAY = 0.5f;

  private int margin() {
    return (drawn - size) / 2;
  }

  /** Where a row of a plane of the middle begins in the image. */
  private int at(int row) {
    int plane = row / size;
    return (plane * drawn + margin() + row - plane * size) * drawn + margin();
  }

  /** The middle of three planes. */
  Raster of(float[] planes) {
    float[] kept = new float[ColorTransform.COLORS * size * size];
    for (int row = 0; row < ColorTransform.COLORS * size; row++) {
      System.arraycopy(planes, at(row), kept, row * size, size);
    }
    return new Raster(size, size, kept);
  }

  /** The middle of one plane. */
  double[] of(double[] plane) {
    double[] kept = new double[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(plane, at(row), kept, row * size, size);
    }
    return kept;
  }

  /** Puts a middle among gray. */
  void lay(Raster kept, float[] planes) {
    Arrays.fill(planes, GRAY);
    for (int row = 0; row < ColorTransform.COLORS * size; row++) {
      System.arraycopy(kept.planes(), row * size, planes, at(row), size);
    }
  }
}
