package phosphene.ascent;

import phosphene.image.pixel.Raster;

/**
 * A frame of a flight.
 *
 * @param number from 0
 */
public record Frame(int number, Raster raster, Figures figures) {

  /**
   * What can be said of a frame in numbers.
   *
   * @param score of its units: of each term the mean of the channel, or of the squares of the
   *     layer, times its share
   * @param contrast standard deviation of the luminance, of 1 for white
   * @param saturation root mean square distance of the colors from gray
   * @param flicker mean |difference| of the colors from those of the frame before, moved as this
   *     one was, 0..1; 0 for the first
   */
  public record Figures(double score, double contrast, double saturation, double flicker)
      implements java.io.Serializable {}
}
