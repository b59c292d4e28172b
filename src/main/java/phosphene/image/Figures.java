package phosphene.image;

/**
 * What two numbers tell about a picture: an even one has no contrast, a burnt-out one is saturated.
 *
 * @param contrast standard deviation of the luminance over the pixels, 0..0.5 for values in 0..1;
 *     luminance is 0.2126 R + 0.7152 G + 0.0722 B (ITU-R BT.709) of the values as they are
 * @param saturated share of pixels, 0..1, with at least one value at an end of the range: at most
 *     1/255 or at least 254/255
 */
public record Figures(double contrast, double saturated) {
  private static final float LOW = 1 / 255f;
  private static final float HIGH = 254 / 255f;

  public static Figures of(Raster raster) {
    float[] planes = raster.planes();
    int area = raster.width() * raster.height();
    double mean = 0;
    double squares = 0;
    int saturated = 0;
    for (int i = 0; i < area; i++) {
      float red = planes[i];
      float green = planes[area + i];
      float blue = planes[2 * area + i];
      double luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      // Welford's running mean and sum of squared deviations: an even picture gives exactly 0.
      double step = luminance - mean;
      mean += step / (i + 1);
      squares += step * (luminance - mean);
      if (isEnd(red) || isEnd(green) || isEnd(blue)) {
        saturated++;
      }
    }
    return new Figures(Math.sqrt(squares / area), (double) saturated / area);
  }

  private static boolean isEnd(float value) {
    return value <= LOW || value >= HIGH;
  }
}
