package phosphene.image;

/**
 * The way of CIE L*a*b* as TIFF files store it to sRGB. The white is the one that the file names,
 * or the printers' (D50), and becomes white (TIFF 6.0, section 23; Adobe's technical notes for
 * ICCLab; ITU-T T.42 for ITULab).
 */
final class LabColours {
  private static final int WHITE_POINT = 0x13e;
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

  private final double[] range = new double[6];
  private final double[] white;
  private final double[][] linear;

  private LabColours(double[] white, double[] range) {
    System.arraycopy(range, 0, this.range, 0, 6);
    this.white = new double[] {white[0] / white[1], 1, (1 - white[0] - white[1]) / white[1]};
    linear = Chromaticities.fromXyz(white[0], white[1]);
  }

  static LabColours of(TiffHeader header) {
    double x = header.tags.real(WHITE_POINT, 0, D50[0]);
    double y = header.tags.real(WHITE_POINT, 1, D50[1]);
    boolean sensible = x > 0.1 && x < 0.7 && y > 0.1 && y < 0.7 && x + y < 1;
    double[] range = {0, 100, -128, 128 - 1 / 256.0, -128, 128 - 1 / 256.0};
    if (header.kind == TiffHeader.ITULAB) {
      for (int i = 0; i < 6; i++) {
        range[i] = header.tags.real(DECODE, i, FAX[i]);
      }
    }
    return new LabColours(
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
