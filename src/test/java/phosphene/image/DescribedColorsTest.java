package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.pixel.Photo;
import phosphene.image.png.PngChunks;

/**
 * Colors that a PNG describes by numbers (PNG, third edition, 11.3.2): gAMA, cHRM, sRGB, cICP and
 * iCCP, and which of them counts.
 */
class DescribedColorsTest {
  private static final int[] SOME = {0xc86432, 0x808080, 0xffffff, 0x000000, 0x64a078, 0x102030};
  private static final double[] D65 = {0.3127, 0.329};
  static final double[] ADOBE = {0.64, 0.33, 0.21, 0.71, 0.15, 0.06};
  private static final double[] BT709 = {0.64, 0.33, 0.3, 0.6, 0.15, 0.06};
  private static final byte[] SRGB_CHUNK = {0};

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.55, 0.38, 0.9, 1.8})
  void aGammaIsUndone(double gamma) {
    for (int rgb : SOME) {
      int decoded = decoded(chunk(flat(rgb), "gAMA", gamma));

      int expected = 0;
      for (int shift = 16; shift >= 0; shift -= 8) {
        double light = Math.pow((rgb >> shift & 255) / 255.0, 1 / gamma);
        expected |= (int) Math.round(255 * encoded(light)) << shift;
      }
      assertNear(decoded, expected, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.45455, 0.45, 0.46, 0, 0.00001, 30000})
  void theUsualGammaAndSenselessOnesChangeNothing(double gamma) {
    assertThat(decoded(chunk(flat(0xc86432), "gAMA", gamma))).isEqualTo(0xc86432);
  }

  @Test
  void grayHasAGammaToo() {
    BufferedImage gray = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster()
        .setPixels(
            0,
            0,
            4,
            4,
            new int[] {
              100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100
            });
    int level = (int) Math.round(255 * encoded(100 / 255.0));

    int decoded = decoded(chunk(Samples.file(gray, "png"), "gAMA", 1));

    assertNear(decoded, level << 16 | level << 8 | level, 1);
  }

  @Test
  void primariesOfTheSameWhiteAreConvertedByTheirMatrix() {
    for (int rgb : SOME) {
      byte[] file = chunk(chunk(flat(rgb), "gAMA", 0.45455), "cHRM", join(D65, ADOBE));

      assertNear(decoded(file), converted(rgb, ADOBE), 1);
    }
    assertThat(converted(0x64a078, ADOBE)).as("it makes a difference").isNotEqualTo(0x64a078);
  }

  @ParameterizedTest
  @CsvSource({"0.3457, 0.3585", "0.44757, 0.40745", "0.28, 0.29"})
  void whiteIsWhiteUnderEveryLight(double x, double y) {
    byte[] white = chunk(flat(0xffffff), "cHRM", join(new double[] {x, y}, ADOBE));
    byte[] gray = chunk(flat(0x808080), "cHRM", join(new double[] {x, y}, ADOBE));

    assertNear(decoded(white), 0xffffff, 1);
    assertNear(decoded(gray), 0x808080, 1);
  }

  @Test
  void primariesOfSrgbAndImpossibleOnesChangeNothing() {
    double[] line = {0.64, 0.33, 0.64, 0.33, 0.64, 0.33};
    double[] outside = {0.1, 0.1, 0.2, 0.1, 0.1, 0.2};

    for (double[] primaries : new double[][] {BT709, new double[6], line, outside}) {
      byte[] file = chunk(flat(0xc86432), "cHRM", join(D65, primaries));
      assertThat(decoded(file)).isEqualTo(0xc86432);
    }
    assertThat(decoded(PngChunks.with(flat(0xc86432), "cHRM", new byte[5]))).isEqualTo(0xc86432);
    assertThat(decoded(PngChunks.with(flat(0xc86432), "gAMA", new byte[3]))).isEqualTo(0xc86432);
  }

  @Test
  void srgbWinsOverGammaAndPrimaries() {
    byte[] file = chunk(chunk(flat(0xc86432), "gAMA", 1), "cHRM", join(D65, ADOBE));

    assertThat(decoded(PngChunks.with(file, "sRGB", SRGB_CHUNK))).isEqualTo(0xc86432);
  }

  @Test
  void aProfileWinsOverGammaAndSrgb() {
    byte[] profile = profile();
    byte[] file = chunk(flat(0xc86432), "gAMA", 0.2);

    assertNear(decoded(PngChunks.with(file, "iCCP", profile)), 0xc86432, 1);
    byte[] broken = PngChunks.with(file, "iCCP", new byte[] {'x', 0, 0, 1, 2});
    assertThat(decoded(broken))
        .as("one that cannot be read does not")
        .isEqualTo(decoded(chunk(flat(0xc86432), "gAMA", 0.2)));
  }

  @Test
  void codesWinOverAll() {
    byte[] file = chunk(PngChunks.with(flat(0x64a078), "sRGB", SRGB_CHUNK), "gAMA", 0.2);
    byte[] displayP3 = {12, 13, 0, 1};
    double[] primaries = {0.68, 0.32, 0.265, 0.69, 0.15, 0.06};

    assertNear(decoded(PngChunks.with(file, "cICP", displayP3)), converted(0x64a078, primaries), 1);
    byte[] unknown = {9, 16, 0, 1};
    assertThat(decoded(PngChunks.with(file, "cICP", unknown)))
        .as("a curve that is not read leaves it to the next chunk")
        .isEqualTo(0x64a078);
  }

  @Test
  void opacityIsNoColor() {
    byte[] file = chunk(Samples.file(Samples.glass(), "png"), "gAMA", 1);

    Photo photo = Photos.decode(file, 100);

    assertThat(photo.alpha()).containsExactly(255, 128, 0, 255);
    assertThat(Samples.rgb(photo.raster(), 0, 0)).isEqualTo(0xff0000);
  }

  private static byte[] flat(int rgb) {
    return Samples.file(Samples.quarters(4, 4, rgb, rgb, rgb, rgb), "png");
  }

  /** A PNG with a chunk of numbers, which count hundred-thousandths. */
  private static byte[] chunk(byte[] png, String type, double... numbers) {
    ByteBuffer content = ByteBuffer.allocate(4 * numbers.length);
    for (double number : numbers) {
      content.putInt((int) Math.round(number * 100_000));
    }
    return PngChunks.with(png, type, content.array());
  }

  private static double[] join(double[] white, double[] primaries) {
    double[] all = new double[8];
    System.arraycopy(white, 0, all, 0, 2);
    System.arraycopy(primaries, 0, all, 2, 6);
    return all;
  }

  private static byte[] profile() {
    byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    Deflater deflater = new Deflater();
    deflater.setInput(icc);
    deflater.finish();
    byte[] packed = new byte[icc.length + 100];
    int length = deflater.deflate(packed);
    deflater.end();
    return Samples.join(Samples.ascii("icc\0\0"), java.util.Arrays.copyOf(packed, length));
  }

  private static int decoded(byte[] file) {
    return Samples.rgb(Photos.decode(file, 100).raster(), 1, 1);
  }

  /** A color with sRGB's curve and white in sRGB, by solving for the light of its primaries. */
  private static int converted(int rgb, double[] primaries) {
    return converted(rgb, primaries, 0);
  }

  /**
   * A color in sRGB.
   *
   * @param gamma 0 for sRGB's curve
   */
  static int converted(int rgb, double[] primaries, double gamma) {
    double[] light = new double[3];
    for (int i = 0; i < 3; i++) {
      double value = (rgb >> (16 - 8 * i) & 255) / 255.0;
      double srgb = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
      light[i] = gamma == 0 ? srgb : Math.pow(value, gamma);
    }
    double[] xyz = times(matrix(primaries), light);
    double[] narrow = solved(matrix(BT709), xyz);
    int result = 0;
    for (double value : narrow) {
      result = result << 8 | (int) Math.round(255 * encoded(Math.max(0, Math.min(1, value))));
    }
    return result;
  }

  /** Light of the three primaries to XYZ: columns scaled so that together they are white. */
  private static double[][] matrix(double[] primaries) {
    double[][] columns = new double[3][3];
    for (int j = 0; j < 3; j++) {
      double x = primaries[2 * j];
      double y = primaries[2 * j + 1];
      columns[0][j] = x / y;
      columns[1][j] = 1;
      columns[2][j] = (1 - x - y) / y;
    }
    double[] white = {D65[0] / D65[1], 1, (1 - D65[0] - D65[1]) / D65[1]};
    double[] shares = solved(columns, white);
    for (double[] row : columns) {
      for (int j = 0; j < 3; j++) {
        row[j] *= shares[j];
      }
    }
    return columns;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] result = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        result[i] += matrix[i][j] * vector[j];
      }
    }
    return result;
  }

  /** Cramer's rule. */
  private static double[] solved(double[][] matrix, double[] right) {
    double[] result = new double[3];
    for (int j = 0; j < 3; j++) {
      double[][] replaced = new double[3][3];
      for (int i = 0; i < 3; i++) {
        replaced[i] = matrix[i].clone();
        replaced[i][j] = right[i];
      }
      result[j] = determinant(replaced) / determinant(matrix);
    }
    return result;
  }

  private static double determinant(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  /** IEC 61966-2-1. */
  private static double encoded(double light) {
    return light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
  }

  private static void assertNear(int actual, int expected, int levels) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertThat(Math.abs((actual >> shift & 255) - (expected >> shift & 255)))
          .as("%06x, expected %06x", actual, expected)
          .isLessThanOrEqualTo(levels);
    }
  }
}
