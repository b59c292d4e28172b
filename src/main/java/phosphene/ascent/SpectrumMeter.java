package phosphene.ascent;

import java.util.Arrays;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.Rows;
import phosphene.spec.NaturalSpectrum;
import phosphene.spec.NaturalSpectrum.Table;

/**
 * Measures the mean magnitude spectrum of pictures, as the planes that an ascent moves: before the
 * sigmoid, in decorrelated colors. Of each picture the largest square in the middle counts, at 256
 * pixels, without its mean and under a Hann window, so that edges that do not meet add no cross.
 */
public final class SpectrumMeter {
  /** The side at which pictures are measured, in pixels; smaller ones say nothing of it. */
  public static final int SIDE = 256;

  // A color of exactly 0 or 1 would be infinitely far away.
  private static final float MARGIN = 0.02f;
  // The root of the mean square of Hann's window in both directions (3 / 8 in each).
  private static final double WINDOWED = 3.0 / 8;

  private final ColorTransform colors = ColorTransform.decorrelated();
  private final HalfSpectrumFft transform = new HalfSpectrumFft(SIDE, ColorTransform.COLORS);
  private final double[] window = new double[SIDE * SIDE];
  private final int frequencies = SIDE * (SIDE / 2 + 1);
  private final float[][] ones;
  private final double[] sum = new double[ColorTransform.COLORS * frequencies];
  private int count;

  public SpectrumMeter() {
    float[] all = new float[frequencies];
    Arrays.fill(all, 1);
    this.ones = transform.factors(all);
    for (int i = 0; i < window.length; i++) {
      window[i] = hann(i / SIDE) * hann(i % SIDE);
    }
  }

  private static double hann(int place) {
    double sine = StrictMath.sin(Math.PI * (place + 0.5) / SIDE);
    return sine * sine;
  }

  /** How many pictures were measured. */
  public int count() {
    return count;
  }

  /** Measures one more picture, neither side of which is less than {@link #SIDE}. */
  public void add(Rows picture) {
    int side = Math.min(picture.width(), picture.height());
    if (side < SIDE) {
      throw new IllegalArgumentException("Invalid picture: " + side + " pixels");
    }
    Area middle = new Area((picture.width() - side) / 2, (picture.height() - side) / 2, side, side);
    Raster square = Bicubic.resize(picture, middle, SIDE, SIDE);
    float[] rgb = new float[square.planes().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = Math.max(MARGIN, Math.min(1 - MARGIN, square.planes()[i]));
    }
    float[] planes = new float[rgb.length];
    colors.inverse(rgb, planes);
    apply(planes);
    float[] parts = new float[2 * sum.length];
    transform.forward(planes, ones, parts);
    for (int i = 0; i < sum.length; i++) {
      int real = i + i / frequencies * frequencies;
      double re = parts[real];
      double im = parts[real + frequencies];
      sum[i] += Math.sqrt(re * re + im * im);
    }
    count++;
  }

  /** Takes the mean under the window away, and applies the window. */
  private void apply(float[] planes) {
    double weight = Arrays.stream(window).sum();
    for (int plane = 0; plane < ColorTransform.COLORS; plane++) {
      int first = plane * window.length;
      double mean = 0;
      for (int i = 0; i < window.length; i++) {
        mean += window[i] * planes[first + i] / weight;
      }
      for (int i = 0; i < window.length; i++) {
        planes[first + i] = (float) (window[i] * (planes[first + i] - mean));
      }
    }
  }

  /**
   * The mean of all pictures so far, at least one; each number of the table is the mean of the
   * frequencies around it, weighted by their nearness.
   */
  public NaturalSpectrum.Table table() {
    double[] levels = new double[Table.PLANES * Table.RADII * Table.ANGLES];
    double[] weights = new double[levels.length];
    int half = SIDE / 2 + 1;
    for (int i = 0; i < sum.length; i++) {
      int column = i / half % SIDE;
      int across = Math.min(column, SIDE - column);
      int down = i % half;
      if (across > 0 || down > 0) {
        spread(i / frequencies, across, down, sum[i], levels, weights);
      }
    }
    double scale = (double) SIDE * SIDE * WINDOWED * count;
    for (int i = 0; i < levels.length; i++) {
      levels[i] = StrictMath.log(levels[i] / weights[i] / scale) / StrictMath.log(2);
    }
    for (int row = 0; row < levels.length; row += Table.ANGLES) {
      fill(levels, row);
    }
    return Table.of(levels);
  }

  private static void spread(
      int plane, int across, int down, double value, double[] levels, double[] weights) {
    double radius = Table.row(across, down);
    double angle = Table.column(across, down);
    for (int row = (int) radius; row <= radius + 1 && row < Table.RADII; row++) {
      for (int column = (int) angle; column <= angle + 1 && column < Table.ANGLES; column++) {
        double weight = (1 - Math.abs(radius - row)) * (1 - Math.abs(angle - column));
        int at = (plane * Table.RADII + row) * Table.ANGLES + column;
        levels[at] += weight * value;
        weights[at] += weight;
      }
    }
  }

  /** Gives directions that the lowest frequencies do not have what is between their neighbors. */
  private static void fill(double[] levels, int row) {
    double[] known = Arrays.copyOfRange(levels, row, row + Table.ANGLES);
    for (int at = 0; at < known.length; at++) {
      int before = at;
      int after = at;
      while (before >= 0 && !Double.isFinite(known[before])) {
        before--;
      }
      while (after < known.length && !Double.isFinite(known[after])) {
        after++;
      }
      double left = known[before >= 0 ? before : after];
      double right = known[after < known.length ? after : before];
      double part = after > before ? (at - before) / (double) (after - before) : 0;
      levels[row + at] = left + Math.max(0, Math.min(1, part)) * (right - left);
    }
  }
}
