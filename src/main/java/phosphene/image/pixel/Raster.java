package phosphene.image.pixel;

import java.util.List;
import java.util.Locale;

/**
 * An RGB picture: three planes (red, green, blue) of {@code height x width} values in row order,
 * nominally in 0..1 (sRGB, not linear).
 *
 * @param planes {@code 3 * width * height} values; owned by this record, not to be written after
 */
public record Raster(int width, int height, float[] planes) implements Rows {
  public Raster {
    if (width < 1 || height < 1 || planes.length != 3 * width * height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Invalid raster: %d values for %dx%d", planes.length, width, height));
    }
  }

  /** Pictures of one height side by side; the picture itself if there is one only. */
  public static Raster strip(List<Raster> pictures) {
    Raster first = pictures.get(0);
    if (pictures.size() == 1) {
      return first;
    }
    int width = pictures.stream().mapToInt(Raster::width).sum();
    float[] planes = new float[3 * width * first.height];
    for (int row = 0; row < 3 * first.height; row++) {
      int at = row * width;
      for (Raster picture : pictures) {
        picture.read(row, planes, at);
        at += picture.width;
      }
    }
    return new Raster(width, first.height, planes);
  }

  /** False if a value is infinite or not a number: no file can hold that. */
  public boolean finite() {
    for (float value : planes) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void read(int row, float[] values, int at) {
    System.arraycopy(planes, row * width, values, at, width);
  }
}
