package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.codec.Jpeg;
import phosphene.image.pixel.Raster;
import phosphene.image.png.PngChunks;

/** Colors are those that a file's ICC profile means. */
public class ProfilesTest {
  /** sRGB with red and blue exchanged. */
  private static final ICC_Profile SWAPPED = profile(color("blue"), color("green"), color("red"));

  /** Display P3: the primaries of SMPTE RP 431-2 under D65, adapted to D50, with sRGB's curve. */
  static final ICC_Profile P3 =
      profile(
          xyz(0.51512, 0.24120, -0.00105),
          xyz(0.29198, 0.69225, 0.04189),
          xyz(0.15710, 0.06657, 0.78407));

  @ParameterizedTest
  @ValueSource(strings = {"JPEG", "PNG", "PNG palette", "TIFF", "WEBP"})
  void aProfileThatExchangesRedAndBlueDoesSo(String format) {
    Raster raster = Photos.decode(file(format, 0xe02040, SWAPPED), 10_000).raster();

    assertNear(Samples.rgb(raster, 8, 8), 0x4020e0, 3);
  }

  @ParameterizedTest
  @CsvSource({
    // Lindbloom's matrices of the two spaces; all of these are within sRGB.
    "c86432, d95f20",
    "808080, 808080",
    "ffffff, ffffff",
    "64a078, 4ca276"
  })
  void wideColorsBecomeWhatSrgbHasForThem(String wide, String narrow) {
    int expected = narrow(Integer.parseInt(wide, 16));
    assertNear(expected, Integer.parseInt(narrow, 16), 2);
    for (String format : new String[] {"JPEG", "PNG", "TIFF"}) {
      Raster raster = Photos.decode(file(format, Integer.parseInt(wide, 16), P3), 10_000).raster();

      assertNear(Samples.rgb(raster, 8, 8), expected, 3);
    }
  }

  @Test
  void whatSrgbCannotShowIsItsNearestColor() {
    Raster raster = Photos.decode(file("PNG", 0x00ff00, P3), 10_000).raster();

    assertNear(Samples.rgb(raster, 8, 8), 0x00ff00, 3);
  }

  @Test
  void aProfileThatCannotBeReadIsNoReasonToLoseThePhoto() {
    byte[] png = Samples.file(Samples.quarters(16, 16), "png");
    byte[] broken =
        PngChunks.with(png, "iCCP", Samples.join(Samples.ascii("x\0\0"), packed(new byte[500])));
    byte[] jpeg =
        Samples.segment(
            Jpeg.encode(Samples.quarters(16, 16)),
            0xe2,
            Samples.join(Samples.ascii("ICC_PROFILE\0\1\1"), new byte[500]));

    assertThat(Samples.rgb(Photos.decode(broken, 10_000).raster(), 1, 1)).isEqualTo(0xff0000);
    assertNear(Samples.rgb(Photos.decode(jpeg, 10_000).raster(), 1, 1), 0xff0000, 3);
  }

  private static byte[] file(String format, int rgb, ICC_Profile profile) {
    BufferedImage flat = Samples.quarters(16, 16, rgb, rgb, rgb, rgb);
    byte[] icc = profile.getData();
    return switch (format) {
      case "JPEG" ->
          Samples.segment(
              Jpeg.encode(flat), 0xe2, Samples.join(Samples.ascii("ICC_PROFILE\0\1\1"), icc));
      case "TIFF" -> Samples.file(tagged(flat, profile), "tiff");
      case "WEBP" -> webp(Samples.webp(flat), icc);
      case "PNG palette" -> png(indexed(flat), icc);
      default -> png(flat, icc);
    };
  }

  static byte[] png(BufferedImage image, byte[] icc) {
    byte[] content = Samples.join(Samples.ascii("icc\0\0"), packed(icc));
    return PngChunks.with(Samples.file(image, "png"), "iCCP", content);
  }

  private static BufferedImage indexed(BufferedImage image) {
    byte[] red = {(byte) (image.getRGB(0, 0) >> 16)};
    byte[] green = {(byte) (image.getRGB(0, 0) >> 8)};
    byte[] blue = {(byte) image.getRGB(0, 0)};
    var palette = new java.awt.image.IndexColorModel(8, 1, red, green, blue);
    return new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_INDEXED, palette);
  }

  private static BufferedImage tagged(BufferedImage image, ICC_Profile profile) {
    var model =
        new ComponentColorModel(
            new ICC_ColorSpace(profile), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
    var raster = model.createCompatibleWritableRaster(16, 16);
    raster.setPixels(0, 0, 16, 16, image.getRaster().getPixels(0, 0, 16, 16, (int[]) null));
    return new BufferedImage(model, raster, false, null);
  }

  /** An extended WebP (VP8X) of a simple one's pixels and a profile. */
  private static byte[] webp(byte[] simple, byte[] icc) {
    int pad = icc.length % 2;
    int length = 4 + 18 + 8 + icc.length + pad + simple.length - 12;
    return ByteBuffer.allocate(8 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(Samples.ascii("RIFF"))
        .putInt(length)
        .put(Samples.ascii("WEBPVP8X"))
        .putInt(10)
        // 0x20: there is a profile; then the size less one, 24 bits each.
        .put(new byte[] {0x20, 0, 0, 0, 15, 0, 0, 15, 0, 0})
        .put(Samples.ascii("ICCP"))
        .putInt(icc.length)
        .put(icc)
        .put(new byte[pad])
        .put(simple, 12, simple.length - 12)
        .array();
  }

  static byte[] packed(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] packed = new byte[bytes.length + 100];
    int length = deflater.deflate(packed);
    deflater.end();
    return java.util.Arrays.copyOf(packed, length);
  }

  private static ICC_Profile profile(byte[] red, byte[] green, byte[] blue) {
    ICC_Profile profile =
        ICC_Profile.getInstance(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    profile.setData(ICC_Profile.icSigRedColorantTag, red);
    profile.setData(ICC_Profile.icSigGreenColorantTag, green);
    profile.setData(ICC_Profile.icSigBlueColorantTag, blue);
    return profile;
  }

  private static byte[] color(String name) {
    ICC_Profile profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB);
    return switch (name) {
      case "red" -> profile.getData(ICC_Profile.icSigRedColorantTag);
      case "green" -> profile.getData(ICC_Profile.icSigGreenColorantTag);
      default -> profile.getData(ICC_Profile.icSigBlueColorantTag);
    };
  }

  /** A tag of type XYZ: three numbers of 16.16 bits. */
  private static byte[] xyz(double x, double y, double z) {
    return ByteBuffer.allocate(20)
        .put(Samples.ascii("XYZ \0\0\0\0"))
        .putInt((int) Math.round(x * 65536))
        .putInt((int) Math.round(y * 65536))
        .putInt((int) Math.round(z * 65536))
        .array();
  }

  /** P3 to sRGB by the matrix of linear light. */
  private static int narrow(int rgb) {
    double[][] matrix = {
      {1.2249402, -0.2249402, 0}, {-0.0420570, 1.0420570, 0}, {-0.0196376, -0.0786361, 1.0982735}
    };
    int result = 0;
    for (double[] row : matrix) {
      double light = 0;
      for (int i = 0; i < 3; i++) {
        double value = (rgb >> (16 - 8 * i) & 255) / 255.0;
        light +=
            row[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
      }
      double value = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
      result = result << 8 | (int) Math.round(255 * Math.max(0, Math.min(1, value)));
    }
    return result;
  }

  public static void assertNear(int actual, int expected, int levels) {
    for (int shift = 0; shift <= 16; shift += 8) {
      assertThat(Math.abs((actual >> shift & 255) - (expected >> shift & 255)))
          .as("%06x, expected %06x", actual, expected)
          .isLessThanOrEqualTo(levels);
    }
  }
}
