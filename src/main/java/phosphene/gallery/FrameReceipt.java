package phosphene.gallery;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a task returns for each frame of a flight.
 *
 * @param flight its name in the gallery
 * @param key of the flight
 * @param frame its number, from 0
 * @param time seconds from the beginning of the flight
 * @param units what was maximized, by its name
 * @param figures of the frame; none if it failed
 * @param seconds of a core or GPU
 */
public record FrameReceipt(
    String flight,
    String key,
    int frame,
    double time,
    String units,
    Outcome outcome,
    @Nullable Figures figures,
    double seconds,
    Receipt.Maker maker)
    implements Serializable {

  /**
   * What can be said of a frame in numbers.
   *
   * @param score of its units
   * @param contrast standard deviation of the luminance, of 1 for white
   * @param saturation root mean square distance of the colours from grey
   * @param flicker mean |difference| of the colours from those of the frame before, moved as this
   *     one was
   */
  public record Figures(double score, double contrast, double saturation, double flicker)
      implements Serializable {}
}
