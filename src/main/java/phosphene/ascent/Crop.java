package phosphene.ascent;

import java.util.Arrays;
import phosphene.image.pixel.Opacity;
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

  /** The middle of an opacity. */
  Opacity of(Opacity opacity) {
    float[] kept = new float[size * size];
    for (int row = 0; row < size; row++) {
      System.arraycopy(opacity.values(), at(row), kept, row * size, size);
    }
    return new Opacity(size, size, kept);
  }

  /** Three planes whose middle is a picture, which is mirrored at its border. */
  float[] mirrored(Raster kept) {
    float[] planes = new float[ColorTransform.COLORS * drawn * drawn];
    for (int i = 0; i < planes.length; i++) {
      int x = mirrored(i % drawn - margin());
      int row = i / drawn;
      int y = mirrored(row % drawn - margin());
      planes[i] = kept.planes()[(row / drawn * size + y) * size + x];
    }
    return planes;
  }

  private int mirrored(int at) {
    int within = Math.floorMod(at, 2 * size);
    return within < size ? within : 2 * size - 1 - within;
  }

  /** Puts a middle among gray. */
  void lay(Raster kept, float[] planes) {
    Arrays.fill(planes, GRAY);
    for (int row = 0; row < ColorTransform.COLORS * size; row++) {
      System.arraycopy(kept.planes(), row * size, planes, at(row), size);
    }
  }
}
