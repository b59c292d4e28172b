package phosphene.image.pixel;

import java.util.List;
import java.util.Locale;

/**
 * How opaque each pixel of a picture is: {@code height x width} values in row order, 0 (clear) to
 * 1.
 *
 * @param values owned by this record, not to be written after
 */
public record Opacity(int width, int height, float[] values) {
  public Opacity {
    if (width < 1 || height < 1 || values.length != width * height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Invalid opacity: %d values for %dx%d", values.length, width, height));
    }
  }

  /** Those of pictures of one height, side by side. */
  public static Opacity strip(List<Opacity> parts) {
    Opacity first = parts.get(0);
    if (parts.size() == 1) {
      return first;
    }
    int width = parts.stream().mapToInt(Opacity::width).sum();
    float[] values = new float[width * first.height];
    int at = 0;
    for (int row = 0; row < first.height; row++) {
      for (Opacity part : parts) {
        System.arraycopy(part.values, row * part.width, values, at, part.width);
        at += part.width;
      }
    }
    return new Opacity(width, first.height, values);
  }

  /** A picture of this size, over a ground of one gray. */
  public Raster over(float gray, Raster picture) {
    float[] planes = picture.planes().clone();
    for (int i = 0; i < planes.length; i++) {
      planes[i] = gray + values[i % values.length] * (planes[i] - gray);
    }
    return new Raster(width, height, planes);
  }

  /** This opacity of a picture of another size. */
  public Opacity resized(int toWidth, int toHeight) {
    float[] planes = new float[3 * values.length];
    for (int plane = 0; plane < 3; plane++) {
      System.arraycopy(values, 0, planes, plane * values.length, values.length);
    }
    Raster resized =
        Bicubic.resize(
            new Raster(width, height, planes), new Area(0, 0, width, height), toWidth, toHeight);
    float[] shares = java.util.Arrays.copyOf(resized.planes(), toWidth * toHeight);
    return new Opacity(toWidth, toHeight, shares);
  }
}
