package phosphene.image.color;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Colors that a PNG describes by numbers instead of a profile, and how they become sRGB. */
public final class RgbSpace {
  // 16 bits: what a file can have at most. Between two places the line is taken.
  private static final int STEPS = 65535;
  private static final float[] SRGB = table(RgbSpace::encode);

  // As far from 1 / 2.2 as libpng takes for equal, since files with sRGB's curve say 45455.
  private static final double USUAL = 1 / 2.2;
  private static final double NEAR = 0.05;

  // Beyond, it is no picture's gamma.
  private static final double MOST_EXPONENT = 10;

  private final float[] light;
  private final float[] matrix;

  private RgbSpace(DoubleUnaryOperator light, Chromaticities primaries) {
    this.light = table(light);
    this.matrix = new float[9];
    double[][] rows = primaries.toSrgb();
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = (float) rows[i / 3][i % 3];
    }
  }

  /** Adobe RGB (1998), of which cameras write no profile but a word in EXIF. */
  public static RgbSpace adobe() {
    // 563 / 256: section 4.3.1.2 of its specification
    return new RgbSpace(value -> Math.pow(value, 563.0 / 256), Chromaticities.ADOBE);
  }

  /**
   * The space of gAMA and cHRM chunks; empty if it is sRGB, or says nothing that makes sense.
   *
   * @param gamma of the file, less than 1 for usual ones; 0 if it says none
   * @param primaries empty: sRGB's
   */
  public static Optional<RgbSpace> of(double gamma, Optional<Chromaticities> primaries) {
    double exponent = 1 / gamma;
    boolean known = exponent <= MOST_EXPONENT && exponent >= 1 / MOST_EXPONENT;
    boolean curved = known && Math.abs(gamma / USUAL - 1) > NEAR;
    Chromaticities colors = primaries.filter(Chromaticities::valid).orElse(Chromaticities.SRGB);
    if (!curved && near(colors)) {
      return Optional.empty();
    }
    DoubleUnaryOperator light = curved ? value -> Math.pow(value, exponent) : RgbSpace::decode;
    return Optional.of(new RgbSpace(light, colors));
  }

  /**
   * The space of a cICP chunk's first two numbers (ITU-T H.273); empty if it is sRGB, or one that
   * is not read.
   */
  static Optional<RgbSpace> of(int primaries, int transfer) {
    Optional<Chromaticities> colors =
        switch (primaries) {
          case 1 -> Optional.of(Chromaticities.SRGB);
          case 9 -> Optional.of(Chromaticities.BT2020);
          case 12 -> Optional.of(Chromaticities.P3);
          default -> Optional.empty();
        };
    Optional<DoubleUnaryOperator> light =
        switch (transfer) {
          case 4 -> Optional.of(value -> Math.pow(value, 2.2));
          case 5 -> Optional.of(value -> Math.pow(value, 2.8));
          case 8 -> Optional.of(value -> value);
          case 13 -> Optional.of(RgbSpace::decode);
          default -> Optional.empty();
        };
    return colors.flatMap(gamut -> light.map(curve -> new RgbSpace(curve, gamut)));
  }

  /** Whether no color is moved by half a level of 255. */
  private static boolean near(Chromaticities colors) {
    double[][] rows = colors.toSrgb();
    double most = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        most = Math.max(most, Math.abs(rows[i][j] - (i == j ? 1 : 0)));
      }
    }
    return most < 0.002;
  }

  /** {@link #convert} as a step in a row of others. */
  public UnaryOperator<float[]> conversion() {
    return row -> {
      convert(row);
      return row;
    };
  }

  /** Makes sRGB of colors of this space in place, three values of 0..1 a pixel. */
  void convert(float[] rgb) {
    for (int i = 0; i < rgb.length; i += 3) {
      float red = at(light, rgb[i]);
      float green = at(light, rgb[i + 1]);
      float blue = at(light, rgb[i + 2]);
      for (int j = 0; j < 3; j++) {
        float value = matrix[3 * j] * red + matrix[3 * j + 1] * green + matrix[3 * j + 2] * blue;
        rgb[i + j] = at(SRGB, value);
      }
    }
  }

  private static float at(float[] table, float value) {
    float place = Math.max(0, Math.min(1, value)) * STEPS;
    int step = Math.min(STEPS - 1, (int) place);
    return table[step] + (place - step) * (table[step + 1] - table[step]);
  }

  private static float[] table(DoubleUnaryOperator curve) {
    float[] table = new float[STEPS + 1];
    for (int i = 0; i <= STEPS; i++) {
      table[i] = (float) curve.applyAsDouble((double) i / STEPS);
    }
    return table;
  }

  /** Linear light of a value of sRGB (IEC 61966-2-1). */
  private static double decode(double value) {
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** The value of sRGB of linear light. */
  public static double encode(double light) {
    return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }
}
