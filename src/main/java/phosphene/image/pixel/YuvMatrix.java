package phosphene.image.pixel;

import java.util.Optional;

/**
 * How luma and two differences become red, green and blue (ITU-T H.273, 8.3).
 *
 * @param kind what the three samples are
 * @param red share of red in luma, where they are luma and differences
 * @param blue share of blue
 */
public record YuvMatrix(Kind kind, double red, double blue) {
  enum Kind {
    /** Luma and two differences of colors. */
    LUMA,
    /** Green, blue, red. */
    IDENTITY,
    /** Luma, green, orange. */
    YCGCO
  }

  /** By H.273's number; empty if it is not known. */
  public static Optional<YuvMatrix> of(int number) {
    return switch (number) {
      case 0 -> Optional.of(new YuvMatrix(Kind.IDENTITY, 0, 0));
      case 1 -> luma(0.2126, 0.0722);
      case 4 -> luma(0.30, 0.11);
      case 2, 5, 6 -> luma(0.299, 0.114); // 2: not said
      case 7 -> luma(0.212, 0.087);
      case 8 -> Optional.of(new YuvMatrix(Kind.YCGCO, 0, 0));
      case 9 -> luma(0.2627, 0.0593);
      default -> Optional.empty();
    };
  }

  private static Optional<YuvMatrix> luma(double red, double blue) {
    return Optional.of(new YuvMatrix(Kind.LUMA, red, blue));
  }

  /** Whether the second and third sample are differences, around 0. */
  boolean differences() {
    return kind != Kind.IDENTITY;
  }

  /**
   * Writes red, green and blue.
   *
   * @param first 0..1
   * @param second -0.5..0.5 if it is a difference; as third
   */
  void rgb(double first, double second, double third, float[] rgb, int at) {
    switch (kind) {
      case LUMA -> {
        double green = 1 - red - blue;
        rgb[at] = unit(first + 2 * (1 - red) * third);
        rgb[at + 1] =
            unit(
                first
                    - 2 * blue * (1 - blue) / green * second
                    - 2 * red * (1 - red) / green * third);
        rgb[at + 2] = unit(first + 2 * (1 - blue) * second);
      }
      case IDENTITY -> {
        rgb[at] = unit(third);
        rgb[at + 1] = unit(first);
        rgb[at + 2] = unit(second);
      }
      case YCGCO -> {
        rgb[at] = unit(first - second + third);
        rgb[at + 1] = unit(first + second);
        rgb[at + 2] = unit(first - second - third);
      }
    }
  }

  private static float unit(double value) {
    return (float) Math.max(0, Math.min(1, value));
  }
}
