package phosphene.image.tiff;

import java.util.List;
import java.util.Locale;
import phosphene.image.pixel.UnreadableImageException;

/** The way of a TIFF file's numbers to levels, black at 0. */
final class TiffLevels {
  private final TiffHeader header;
  private final int top;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private long count;
  private long beyond;

  /**
   * Levels for the samples of a file.
   *
   * @param top white
   */
  TiffLevels(TiffHeader header, int top) {
    this.header = header;
    this.top = top;
  }

  /** The level of a number as it was stored. */
  int of(int sample, long stored) {
    boolean color = sample < header.colors();
    if (color && header.lab()) {
      return LabColors.level(header, sample, stored);
    }
    int level = header.floats() ? real(sample, stored) : whole(sample, stored);
    // What is multiplied with the opacity is so as it is stored: divided first, then inverted.
    return color && inverted() && !header.associated() ? top - level : level;
  }

  /** Whether 0 is white. */
  boolean inverted() {
    return header.kind == TiffHeader.WHITE_IS_ZERO;
  }

  private int whole(int sample, long stored) {
    int bits = header.bits(sample);
    long full = (1L << bits) - 1;
    return full == top ? (int) stored : (int) ((stored * top + full / 2) / full);
  }

  private int real(int sample, long stored) {
    double value = TiffSamples.real(stored, header.bits(sample));
    count++;
    if (Double.isNaN(value)) {
      beyond++;
      return 0;
    }
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (value < 0 || value > 1) {
      beyond++;
    }
    return (int) (Math.max(0, Math.min(1, value)) * top + 0.5);
  }

  /**
   * What was cut off.
   *
   * @throws UnreadableImageException if that is most of it: then 1 is not white, and what is, the
   *     file does not say
   */
  List<String> notes() {
    if (beyond == 0) {
      return List.of();
    }
    String range =
        String.format(Locale.ROOT, "floating-point numbers from %.6g to %.6g", least, most);
    if (beyond > count / 2) {
      throw header.unsupported(range + " (most of them not of 0 to 1)");
    }
    return List.of(range + ", of which all below 0 or above 1 was cut off");
  }
}
