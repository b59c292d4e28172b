package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {

  @ParameterizedTest
  @CsvSource({"1,1", "1,9", "9,1", "17,5", "64,64"})
  void decodingAnEncodedPictureGivesItBack(int width, int height) {
    Raster raster = Rasters.levels(width, height, width * 31L + height);

    Raster decoded = Png.decode(Png.encode(raster, Map.of())).raster();

    assertThat(decoded).usingRecursiveComparison().isEqualTo(raster);
  }

  @Test
  void valuesAreClampedAndRoundedHalfUpToEightBits() {
    double[] values = {-1, 0, 0.5 / 255, 0.49 / 255, 0.5, 1, 7, Double.NaN};
    Raster raster = Rasters.paint(8, 1, (plane, x, y) -> values[x]);

    float[] decoded = Png.decode(Png.encode(raster, Map.of())).raster().planes();

    float[] expected = {0, 0, 1 / 255f, 0, 128 / 255f, 1, 1, 0};
    assertThat(Arrays.copyOf(decoded, 8)).isEqualTo(expected);
  }

  @Test
  void textComesBackInItsOrder() {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("phosphene:recipe", "{\"size\": 128}");
    text.put("Author", "Jörg, 神経, \uD83E\uDDE0\nsecond line");
    text.put("empty", "");
    text.put("large", "x".repeat(100_000));

    Map<String, String> decoded =
        Png.decode(Png.encode(Rasters.flat(2, 2, 0.5), text)).text();

    assertThat(decoded).containsExactlyEntriesOf(text);
  }

  @Test
  void equalPicturesGiveEqualBytes() {
    Map<String, String> text = Map.of("seed", "42");
    assertThat(Png.encode(Rasters.levels(33, 17, 5), text))
        .isEqualTo(Png.encode(Rasters.levels(33, 17, 5), text));
  }

  @Test
  void anotherReaderSeesTheSamePixels() throws IOException {
    Raster raster = Rasters.levels(13, 7, 3);

    BufferedImage image =
        ImageIO.read(new java.io.ByteArrayInputStream(Png.encode(raster, Map.of("k", "v"))));

    Raster seen =
        Rasters.paint(13, 7, (p, x, y) -> (image.getRGB(x, y) >> (16 - 8 * p) & 0xff) / 255f);
    assertThat(seen).usingRecursiveComparison().isEqualTo(raster);
  }

  @Test
  void aSmoothPictureIsSmallerThanItsPixels() {
    Raster slope = Rasters.paint(128, 128, (plane, x, y) -> (x + 2 * y + 30 * plane) / 512.0);
    assertThat(Png.encode(slope, Map.of())).hasSizeLessThan(2500);
  }

  @Test
  void greyIsTakenAsItIs() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    grey.getRaster().setSample(1, 0, 0, 255);

    assertThat(decoded(grey))
        .usingRecursiveComparison()
        .isEqualTo(Rasters.paint(2, 1, (plane, x, y) -> x == 0 ? 100 / 255f : 1));
  }

  @Test
  void sixteenBitGreyKeepsItsPrecision() throws IOException {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 12345);

    assertThat(decoded(grey))
        .usingRecursiveComparison()
        .isEqualTo(Rasters.flat(1, 1, 12345 / 65535f));
  }

  @Test
  void transparencyShowsWhite() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0xff000000);
    image.setRGB(2, 0, 0x33ff0000);

    float[][] columns = {{1, 1, 1}, {0, 0, 0}, {1, 0.8f, 0.8f}};
    assertThat(decoded(image).planes())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(Rasters.paint(3, 1, (plane, x, y) -> columns[x][plane]).planes());
  }

  @Test
  void paletteColoursAreLookedUp() throws IOException {
    byte[] red = {0, (byte) 200, 17, 0};
    byte[] green = {0, 100, 18, 0};
    byte[] blue = {0, 50, 19, 0};
    BufferedImage image =
        new BufferedImage(
            3, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(2, 4, red, green, blue));
    image.getRaster().setSample(0, 0, 0, 1);
    image.getRaster().setSample(1, 0, 0, 2);

    int[][] columns = {{200, 100, 50}, {17, 18, 19}, {0, 0, 0}};
    assertThat(decoded(image))
        .usingRecursiveComparison()
        .isEqualTo(Rasters.paint(3, 1, (plane, x, y) -> columns[x][plane] / 255f));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7})
  void bytesOfAnotherKindAreRefused(int length) {
    assertThatThrownBy(() -> Png.decode(new byte[length]))
        .isInstanceOf(ImageException.class)
        .hasMessage("Cannot decode PNG: it does not start with the PNG signature");
  }

  @Test
  void everyTruncationIsRefusedWithAReason() {
    byte[] whole = Png.encode(Rasters.levels(5, 4, 1), Map.of("key", "value"));
    for (int length = 8; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Png.decode(part))
          .isInstanceOf(ImageException.class)
          .hasMessage("Cannot decode PNG: it ends too early, after " + length + " bytes");
    }
  }

  @Test
  void everyDamagedByteIsRefused() {
    byte[] whole = Png.encode(Rasters.levels(5, 4, 1), Map.of("key", "value"));
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) (1 + random.nextInt(255));
      assertThatThrownBy(() -> Png.decode(damaged))
          .isInstanceOf(ImageException.class)
          .hasMessageStartingWith("Cannot decode PNG: ");
    }
  }

  @Test
  void textThatPngCannotHoldIsRefused() {
    Raster raster = Rasters.flat(1, 1, 0);
    assertThatThrownBy(() -> Png.encode(raster, Map.of("神", "x")))
        .isInstanceOf(ImageException.class)
        .hasMessage("Invalid PNG keyword: 神 (must be 1 to 79 printable Latin-1 characters)");
    assertThatThrownBy(() -> Png.encode(raster, Map.of("key", "a\0b")))
        .isInstanceOf(ImageException.class)
        .hasMessage("Invalid PNG text of key: (must not hold the character 0)");
  }

  private static Raster decoded(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "png", bytes)).isTrue();
    return Png.decode(bytes.toByteArray()).raster();
  }
}
