package phosphene.image.pixel;

import java.util.Optional;

/**
 * The picture of a HEIF file's samples. Chroma of half the size is interpolated between the four
 * samples around a pixel.
 */
public final class YuvRows implements PixelRows {
  private final Planes planes;
  private final PlaneLayout layout;
  private final Coding coding;
  private final Optional<Alpha> alpha;

  /**
   * What samples mean.
   *
   * @param full whether all values are used; else 16 to 235 and 240 of 255
   * @param left whether chroma samples lie on every other column of pixels, and not between
   * @param top whether they lie on every other row
   */
  public record Coding(YuvMatrix matrix, boolean full, boolean left, boolean top) {}

  /**
   * The opacity.
   *
   * @param premultiplied whether colors are multiplied by it
   */
  public record Alpha(Planes planes, boolean full, boolean premultiplied) {}

  public YuvRows(Planes planes, Coding coding, Optional<Alpha> alpha) {
    this.planes = planes;
    layout = planes.layout();
    this.coding = coding;
    this.alpha = alpha;
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
    return alpha.isPresent();
  }

  @Override
  public boolean deep() {
    return layout.bits() > 8;
  }

  @Override
  public void read(int y, float[] rgb, float[] opacity) {
    Scale luma = Scale.of(layout, coding.full, false);
    Scale chroma = Scale.of(layout, coding.full, coding.matrix.differences());
    double[] second = new double[layout.width()];
    double[] third = new double[layout.width()];
    if (layout.planes() > 1) {
      chroma(1, y, second);
      chroma(2, y, third);
    }
    for (int x = 0; x < layout.width(); x++) {
      double first = luma.unit(planes.at(0, x, y));
      if (layout.planes() == 1) {
        rgb[3 * x] = rgb[3 * x + 1] = rgb[3 * x + 2] = (float) Math.max(0, Math.min(1, first));
      } else {
        coding.matrix.rgb(first, chroma.unit(second[x]), chroma.unit(third[x]), rgb, 3 * x);
      }
      opacity[x] = 1;
    }
    alpha.ifPresent(known -> opacity(known, y, rgb, opacity));
  }

  private void opacity(Alpha known, int y, float[] rgb, float[] opacity) {
    PlaneLayout own = known.planes.layout();
    Scale scale = Scale.of(own, known.full, false);
    int row = (int) ((long) y * own.height() / layout.height());
    for (int x = 0; x < layout.width(); x++) {
      int column = (int) ((long) x * own.width() / layout.width());
      float share = (float) Math.max(0, Math.min(1, scale.unit(known.planes.at(0, column, row))));
      opacity[x] = share;
      if (known.premultiplied && share > 0) {
        for (int color = 3 * x; color < 3 * x + 3; color++) {
          rgb[color] = Math.min(1, rgb[color] / share);
        }
      }
    }
  }

  /** Samples of a chroma plane for the pixels of row y. */
  private void chroma(int plane, int y, double[] values) {
    int rows = layout.height(plane);
    double place = place(y, layout.down(), coding.top);
    int above = clamp((int) Math.floor(place), rows);
    int below = clamp((int) Math.floor(place) + 1, rows);
    double lower = place - Math.floor(place);
    int columns = layout.width(plane);
    double[] blend = new double[columns];
    for (int x = 0; x < columns; x++) {
      int upper = planes.at(plane, x, above);
      blend[x] = upper + lower * (planes.at(plane, x, below) - upper);
    }
    for (int x = 0; x < values.length; x++) {
      double across = place(x, layout.across(), coding.left);
      int from = (int) Math.floor(across);
      double near = blend[clamp(from, columns)];
      values[x] = near + (across - from) * (blend[clamp(from + 1, columns)] - near);
    }
  }

  /** Where a pixel lies among samples. */
  private static double place(int pixel, int halvings, boolean same) {
    return halvings == 0 ? pixel : same ? pixel / 2.0 : (pixel - 0.5) / 2;
  }

  private static int clamp(int index, int length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  /** How samples become 0..1, or -0.5..0.5. */
  private record Scale(double zero, double range) {
    static Scale of(PlaneLayout layout, boolean full, boolean difference) {
      int finer = 1 << (layout.bits() - 8);
      double zero = difference ? 128.0 * finer : full ? 0 : 16.0 * finer;
      double range = full ? layout.most() : (difference ? 224.0 : 219.0) * finer;
      return new Scale(zero, range);
    }

    double unit(double sample) {
      return (sample - zero) / range;
    }
  }
}
