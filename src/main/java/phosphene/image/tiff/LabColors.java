package phosphene.image.tiff;

import phosphene.image.color.Chromaticities;
import phosphene.image.color.RgbSpace;

/**
 * The way of CIE L*a*b* as TIFF files store it to sRGB. The white is the one that the file names,
 * or the printers' (D50), and becomes white (TIFF 6.0, section 23; Adobe's technical notes for
 * ICCLab; ITU-T T.42 for ITULab).
 */
final class LabColors {
  private static final int WHITE_POINT = 0x13e;
  private static final int PRIMARIES = 0x13f;
  private static final int DECODE = 433;
  private static final double[] D50 = {0.3457, 0.3585};

  // White of 16-bit ICCLab (ICC.1:2001-04, 6.3.4).
  private static final double ICC_WHITE = 0xff00;

  /** Lightness, a and b at 0 and at the largest number: L* from 0 to 100, the others as T.42. */
  private static final double[] FAX = {
    0, 100, -21760 / 255.0, 21590 / 255.0, -19200 / 255.0, 31800 / 255.0
  };

  // Below, the curve is a line (CIE 15:2004).
  private static final double LINE = 6.0 / 29;

  // a and b are whole steps of these levels where they have 8 bits.
  private static final int STEP = 256;
  private static final int ZERO = 0x8000;

  private final double[] range = new double[6];
  private final double[] white;
  private final double[][] linear;

  private LabColors(double[] white, double[] range) {
    System.arraycopy(range, 0, this.range, 0, 6);
    this.white = new double[] {white[0] / white[1], 1, (1 - white[0] - white[1]) / white[1]};
    linear = Chromaticities.fromXyz(white[0], white[1]);
  }

  static LabColors of(TiffHeader header) {
    double x = header.tags.real(WHITE_POINT, 0, D50[0]);
    double y = header.tags.real(WHITE_POINT, 1, D50[1]);
    boolean sensible = x > 0.1 && x < 0.7 && y > 0.1 && y < 0.7 && x + y < 1;
    double[] range = {0, 100, -128, 128 - 1 / 256.0, -128, 128 - 1 / 256.0};
    if (header.kind == TiffHeader.ITULAB) {
      for (int i = 0; i < 6; i++) {
        range[i] = header.tags.real(DECODE, i, FAX[i]);
      }
    }
    return new LabColors(
        header.kind == TiffHeader.CIELAB && sensible ? new double[] {x, y} : D50, range);
  }

  /**
   * One of 65536 levels for a number as it was stored: of the lightness, or of a and b, whose zero
   * is the middle.
   */
  static int level(TiffHeader header, int sample, long stored) {
    int bits = header.bits(sample);
    double full = (1L << bits) - 1;
    double level;
    if (header.floats()) {
      double value = TiffSamples.real(stored, bits);
      level = sample == 0 ? value / 100 * 65535 : (value + 128) * 256;
    } else if (header.kind == TiffHeader.ITULAB) {
      level = stored * 65535 / full;
    } else if (sample == 0) {
      boolean icc = header.kind == TiffHeader.ICCLAB && bits == 16;
      level = stored * 65535.0 / (icc ? ICC_WHITE : full);
    } else {
      boolean offset = header.kind == TiffHeader.ICCLAB;
      long middle = 1L << (bits - 1);
      long value = offset ? stored : (stored + middle) & ((1L << bits) - 1);
      level = Math.scalb((double) value, 16 - bits);
    }
    return (int) Math.max(0, Math.min(65535, Math.rint(level)));
  }

  /**
   * Puts the levels of a file of ImageMagick's right where its codes are of 8 bits. It counts 255
   * steps of a and b around and not 256, so that a negative number is written one too low (its
   * coders/tiff.c, EncodeLabImage). If {@code -depth 8} made the 8 bits, all was cut off and not
   * rounded: the middle of what gives a code is then half a step of lightness, and one step of a
   * and b, above it. Such files have no code for -1, which all others have that are near gray.
   *
   * @param bands levels of a pixel
   */
  static void straighten(TiffHeader header, short[] levels, int bands) {
    // Of the writers of Lab only this one says what red, green and blue are.
    if (header.kind != TiffHeader.CIELAB
        || header.bits(1) != 8
        || header.floats()
        || !header.tags.has(PRIMARIES)) {
      return;
    }
    boolean cut = holds(levels, bands, ZERO - 2 * STEP) && !holds(levels, bands, ZERO - STEP);
    for (int at = 0; at < levels.length; at += bands) {
      for (int i = 1; i <= 2; i++) {
        int level = levels[at + i] & 0xffff;
        int steps = (level < ZERO ? 1 : 0) + (cut ? 1 : 0);
        levels[at + i] = (short) Math.min(65535, level + steps * STEP);
      }
      if (cut) {
        levels[at] = (short) Math.min(65535, (levels[at] & 0xffff) + STEP / 2);
      }
    }
  }

  /** Whether a or b of a pixel has this level. */
  private static boolean holds(short[] levels, int bands, int level) {
    for (int at = 0; at < levels.length; at += bands) {
      if ((levels[at + 1] & 0xffff) == level || (levels[at + 2] & 0xffff) == level) {
        return true;
      }
    }
    return false;
  }

  /** Makes sRGB of three levels in place. */
  void toSrgb(short[] levels, int at) {
    double lightness = value(levels, at, 0);
    double a = value(levels, at, 1);
    double b = value(levels, at, 2);
    double y = (lightness + 16) / 116;
    double[] xyz = {white[0] * cube(y + a / 500), white[1] * cube(y), white[2] * cube(y - b / 200)};
    for (int i = 0; i < 3; i++) {
      double light = linear[i][0] * xyz[0] + linear[i][1] * xyz[1] + linear[i][2] * xyz[2];
      double value = RgbSpace.encode(Math.max(0, Math.min(1, light)));
      levels[at + i] = (short) (int) (value * 65535 + 0.5);
    }
  }

  private double value(short[] levels, int at, int i) {
    double share = (levels[at + i] & 0xffff) / 65535.0;
    return range[2 * i] + share * (range[2 * i + 1] - range[2 * i]);
  }

  private static double cube(double t) {
    return t > LINE ? t * t * t : 3 * LINE * LINE * (t - 4.0 / 29);
  }
}
