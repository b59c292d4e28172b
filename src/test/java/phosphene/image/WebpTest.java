package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.Models;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** WebP, lossy, lossless, transparent, animated, and broken. */
class WebpTest {
  @Deterministic
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 7", "16, 16", "17, 33", "200, 3"})
  void losslessPicturesAreExactAndLossyOnesNear(int width, int height) {
    BufferedImage image = Samples.quarters(width, height, 0x604020, 0x205060, 0x406020, 0x505060);
    Raster stored = Photos.decode(Samples.file(image, "png"), 10_000).raster();

    assertThat(decode(Samples.webp(image)).raster().planes()).isEqualTo(stored.planes());
    Photo lossy = decode(lossy(image));
    assertThat(lossy.levels().width()).isEqualTo(width);
    assertThat(Samples.psnr(lossy.raster(), stored)).isGreaterThan(18);
    assertThat(Photos.extent(lossy(image), 10_000)).isEqualTo(Extent.plain(width, height));
  }

  /** The values of libwebp's own decoder (dwebp 1.2.4 -nodither). */
  @ParameterizedTest
  @CsvSource({
    "lossy-q75-320x240, 115.16, 137.21, 122.30, 180, 118.51, 167.77, 115.73",
    "lossy-q75-nofilter-320x240, 115.22, 137.22, 122.36, 180, 118.59, 167.82, 115.81"
  })
  void lossyPicturesDoNotDriftDownwards(
      String name,
      double red,
      double green,
      double blue,
      int from,
      double lowerRed,
      double lowerGreen,
      double lowerBlue)
      throws IOException {
    Raster raster = decode(sample(name + ".webp")).raster();

    double[] means = {mean(raster, 0, 0), mean(raster, 1, 0), mean(raster, 2, 0)};
    double[] lower = {mean(raster, 0, from), mean(raster, 1, from), mean(raster, 2, from)};
    assertThat(means).containsExactly(new double[] {red, green, blue}, within());
    assertThat(lower).containsExactly(new double[] {lowerRed, lowerGreen, lowerBlue}, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.05);
  }

  private static double mean(Raster raster, int plane, int fromRow) {
    int area = raster.width() * raster.height();
    int from = plane * area + fromRow * raster.width();
    double sum = 0;
    for (int i = from; i < (plane + 1) * area; i++) {
      sum += raster.planes()[i];
    }
    return 255 * sum / ((plane + 1) * area - from);
  }

  @Test
  void samplesOfOpacityThatAreNotCompressedAreRead() throws IOException {
    Photo photo = decode(sample("alpha-uncompressed.webp"));

    assertThat(photo.alpha()[32 * 96 + 48] & 255).isEqualTo(255);
    assertThat(photo.alpha()[2 * 96 + 2] & 255).isZero();
    double mean = 0;
    for (byte opacity : photo.alpha()) {
      mean += (opacity & 255) / (double) photo.alpha().length;
    }
    assertThat(mean).isBetween(64.5, 65.5);
  }

  @Test
  void aLargePictureOfFewColorsIsSmallAndWhole() {
    BufferedImage image = Samples.quarters(3000, 2000, 0x102030, 0x203040, 0x304050, 0x405060);
    byte[] file = Samples.webp(image);
    assertThat(file).hasSizeLessThan(1000);

    Photo photo = Photos.decode(file, 10_000_000);

    assertThat(Samples.rgb(photo.raster(), 1499, 999)).isEqualTo(0x102030);
    assertThat(Samples.rgb(photo.raster(), 2999, 1999)).isEqualTo(0x405060);
  }

  /** The filters of a chunk ALPH: none, of the left, of the upper, of both neighbors. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void opacityIsReadByEachFilter(int filter) {
    int[] opacity = new int[16 * 16];
    Arrays.setAll(opacity, i -> 255 - i % 16 * 15 - i / 16);
    byte[] alpha = new byte[1 + opacity.length];
    alpha[0] = (byte) (filter << 2);
    for (int i = 0; i < opacity.length; i++) {
      alpha[1 + i] = (byte) (opacity[i] - predicted(opacity, i, filter));
    }
    byte[] simple = lossy(Samples.quarters(16, 16));
    byte[] picture = Arrays.copyOfRange(simple, 20, simple.length);
    byte[] file = riff(extended(16, 16, 16), chunk("ALPH", alpha), chunk("VP8 ", picture));

    Photo photo = decode(file);

    for (int i = 0; i < opacity.length; i++) {
      assertThat(photo.alpha()[i] & 255).isEqualTo(opacity[i]);
    }
    assertThat(Photos.extent(file, 10_000)).isEqualTo(Extent.rich(16, 16));
  }

  /** RFC 9649, 2.7.1.2. */
  private static int predicted(int[] opacity, int at, int filter) {
    int x = at % 16;
    int y = at / 16;
    int left = x > 0 ? opacity[at - 1] : y > 0 ? opacity[at - 16] : 0;
    int upper = y > 0 ? opacity[at - 16] : left;
    int corner = x > 0 && y > 0 ? opacity[at - 17] : 0;
    return switch (filter) {
      case 1 -> left;
      case 2 -> upper;
      case 3 ->
          x > 0 && y > 0
              ? Math.max(0, Math.min(255, left + upper - corner))
              : upper(x, left, upper);
      default -> 0;
    };
  }

  private static int upper(int x, int left, int upper) {
    return x > 0 ? left : upper;
  }

  @Test
  void anAnimationIsItsFirstFrameOnItsCanvas() {
    byte[] simple = Samples.webp(Samples.quarters(16, 10));
    byte[] frame =
        Samples.join(
            new byte[] {3, 0, 0, 4, 0, 0, 15, 0, 0, 9, 0, 0, 100, 0, 0, 0},
            Arrays.copyOfRange(simple, 12, simple.length));
    byte[] animation = chunk("ANIM", new byte[] {-1, -1, -1, -1, 0, 0});
    byte[] file = riff(extended(2, 40, 30), animation, chunk("ANMF", frame));

    Photo photo = decode(file);

    assertThat(photo.levels().width()).isEqualTo(40);
    assertThat(photo.levels().height()).isEqualTo(30);
    // At 6, 8.
    assertThat(Samples.rgb(photo.raster(), 6, 8)).isEqualTo(0xff0000);
    assertThat(Samples.rgb(photo.raster(), 21, 17)).isEqualTo(0xffff00);
    assertThat(photo.alpha()[8 * 40 + 6]).isEqualTo((byte) 255);
    assertThat(photo.alpha()[7 * 40 + 6]).isZero();
    assertThat(photo.alpha()[17 * 40 + 22]).isZero();
    assertThat(Photos.extent(file, 10_000)).isEqualTo(Extent.rich(40, 30));
  }

  @Test
  void theFirstFrameOfTheSampleIsWhereItBelongs() throws IOException {
    Photo photo = decode(sample("anim-first-small.webp"));

    assertThat(photo.levels().width()).isEqualTo(96);
    assertThat(photo.levels().height()).isEqualTo(64);
    Raster raster = photo.raster();
    double[] means = new double[3];
    for (int i = 0; i < 40 * 30; i++) {
      int at = (10 + i / 40) * 96 + 20 + i % 40;
      assertThat(photo.alpha()[at]).isEqualTo((byte) 255);
      for (int plane = 0; plane < 3; plane++) {
        means[plane] += raster.planes()[plane * 96 * 64 + at] * 255 / 1200;
      }
    }
    assertThat(means).containsExactly(new double[] {150.0, 124.5, 113.5}, within());
    assertThat(photo.alpha()[0]).isZero();
  }

  @Test
  void picturesThatDoNotFitTheirCanvasAreDamage() {
    byte[] simple = Samples.webp(Samples.quarters(16, 10));
    byte[] picture = Arrays.copyOfRange(simple, 12, simple.length);

    assertRefused(riff(extended(0, 17, 10), picture), Reason.DAMAGED, "does not fit its canvas");
    assertRefused(riff(extended(2, 17, 10), picture), Reason.DAMAGED, "no picture is in it");
    assertRefused(riff(extended(0, 17, 10)), Reason.DAMAGED, "no picture is in it");
    assertRefused(riff(chunk("VP8X", new byte[3])), Reason.DAMAGED, "no picture is in it");
    assertRefused(riff(chunk("VP8L", new byte[1])), Reason.DAMAGED, "has no signature");
    assertRefused(
        riff(extended(0, 1 << 14, 1 << 14), chunk("VP8L", huge())),
        Reason.TOO_LARGE,
        "16384x16384");
  }

  /** The head of a lossless picture of the largest size. */
  private static byte[] huge() {
    return new byte[] {0x2f, -1, -1, -1, 0xf};
  }

  private static byte[] lossy(BufferedImage image) {
    return Samples.ffmpeg(Samples.file(image, "png"), "-c:v libwebp -quality 95 -f webp");
  }

  private static byte[] extended(int flags, int width, int height) {
    ByteBuffer content = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(flags);
    content.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1));
    return chunk("VP8X", content.array());
  }

  private static byte[] chunk(String type, byte[] content) {
    return ByteBuffer.allocate(8 + content.length + content.length % 2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(Samples.ascii(type))
        .putInt(content.length)
        .put(content)
        .array();
  }

  private static byte[] riff(byte[]... chunks) {
    return chunk("RIFF", Samples.join(Samples.ascii("WEBP"), Samples.join(chunks)));
  }

  private static Photo decode(byte[] file) {
    return Photos.decode(file, 100_000);
  }

  private static byte[] sample(String name) throws IOException {
    Path file = Models.folder().resolveSibling("cases").resolve("photos").resolve(name);
    assumeTrue(Files.exists(file), "no samples");
    return Files.readAllBytes(file);
  }

  private static void assertRefused(byte[] file, Reason reason, String message) {
    UnreadableImageException e =
        catchThrowableOfType(UnreadableImageException.class, () -> decode(file));
    assertThat(e).hasMessageContaining(message);
    assertThat(e.reason()).isEqualTo(reason);
  }
}
