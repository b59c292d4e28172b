package phosphene.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "64, 64", "301, 7", "200, 200"})
  void everyEightBitRasterSurvivesTheRoundTrip(int width, int height) {
    Raster noise = noise(width, height);

    Png.Decoded decoded = Png.decode(Png.encode(noise, Map.of()));

    assertThat(decoded.raster().width()).isEqualTo(width);
    assertThat(decoded.raster().planes()).containsExactly(noise.planes());
    assertThat(decoded.texts()).isEmpty();
  }

  @Test
  void textsSurviveTheRoundTripInTheirOrder() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("recipe", "{\"size\":128}");
    texts.put("Größe", "grün — 緑 — 🟩\nsecond line");
    texts.put("empty", "");
    texts.put("k".repeat(79), "x".repeat(100_000));

    Map<String, String> read = Png.decode(Png.encode(noise(4, 4), texts)).texts();

    assertThat(List.copyOf(read.entrySet())).isEqualTo(List.copyOf(texts.entrySet()));
  }

  @Test
  void theSamePictureGivesTheSameBytes() {
    Map<String, String> texts = Map.of("seed", "42");

    assertThat(Png.encode(noise(33, 20), texts)).isEqualTo(Png.encode(noise(33, 20), texts));
  }

  @Test
  void theJdkReadsWhatIsWritten() throws IOException {
    Raster noise = noise(9, 5);

    BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.encode(noise, Map.of())));

    assertThat(image.getRGB(8, 4) & 0xff).isEqualTo(Math.round(noise.planes()[3 * 45 - 1] * 255));
  }

  @Test
  void smoothPicturesAreCompressed() {
    Raster ramp = raster(256, 256, i -> (i % 256 + i / 256 % 256) / 510f);

    assertThat(Png.encode(ramp, Map.of())).hasSizeLessThan(256 * 256 * 3 / 20);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0",
    "0, 0",
    "0.00195, 0",
    "0.00197, 1",
    "0.5, 128",
    "1, 255",
    "7, 255",
    "NaN, 0",
    "Infinity, 255"
  })
  void valuesAreClampedAndRoundedHalfUp(float value, int level) {
    Raster flat = raster(2, 2, i -> value);

    assertThat(Png.decode(Png.encode(flat, Map.of())).raster().planes()).containsOnly(level / 255f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " seed", "seed ", "a  b", "line\nbreak", "日本", "\u0085", "\u00a0x"})
  void keywordsOutsideTheStandardAreRefused(String keyword) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.encode(noise(1, 1), Map.of(keyword, "")))
        .withMessage(
            "Invalid PNG keyword: "
                + keyword
                + " (must be 1 to 79 printable Latin-1 characters without outer or double spaces)");
  }

  @Test
  void textsThatPngCannotHoldAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.encode(noise(1, 1), Map.of("a", "b\0c")))
        .withMessage("Invalid PNG text of a: it holds U+0000 (must be text)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.encode(noise(1, 1), Map.of("a", "\ud83d")))
        .withMessage("Invalid PNG text of a: half a surrogate pair (must be Unicode)");
  }

  @Test
  void greyKeepsItsLevelsInThreePlanes() {
    BufferedImage grey = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 256; x++) {
      grey.getRaster().setSample(x, 0, 0, x);
    }

    assertThat(decode(grey)).containsExactly(raster(256, 1, i -> i % 256 / 255f).planes());
  }

  @Test
  void sixteenBitsKeepTheirPrecision() {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(1, 0, 0, 12345);

    float value = 12345 / 65535f;
    assertThat(decode(grey)).containsExactly(0, value, 0, value, 0, value);
  }

  @Test
  void greyWithOpacityIsRead() {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster pixels =
        WritableRaster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 1, 1, 2, new Point());
    pixels.setPixel(0, 0, new int[] {51, 255});

    assertThat(decode(new BufferedImage(model, pixels, false, null))).containsOnly(0.2f);
  }

  @Test
  void transparencyShowsWhite() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(1, 0, 0x33ff0000);
    image.setRGB(2, 0, 0xff336699);

    assertThat(decode(image))
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(1, 1, 0.2f, 1, 0.8f, 0.4f, 1, 0.8f, 0.6f);
  }

  @Test
  void palettesAreResolved() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(0, 0, 0xffff0000);
    image.setRGB(1, 0, 0xff00ff33);

    assertThat(decode(image)).containsExactly(1, 0, 0, 1, 0, 0.2f);
  }

  @Test
  void blackAndWhiteIsRead() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(1, 0, 0xffffffff);

    assertThat(decode(image)).containsExactly(0, 1, 0, 1, 0, 1);
  }

  @Test
  void interlacedPicturesAreRead() throws IOException {
    BufferedImage image = new BufferedImage(13, 11, BufferedImage.TYPE_INT_RGB);
    Raster noise = noise(13, 11);
    for (int i = 0; i < 3 * 143; i++) {
      int level = Math.round(noise.planes()[i] * 255) << (16 - 8 * (i / 143));
      image.setRGB(i % 13, i / 13 % 11, image.getRGB(i % 13, i / 13 % 11) | level);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam interlaced = writer.getDefaultWriteParam();
    interlaced.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), interlaced);
    }

    assertThat(Png.decode(out.toByteArray()).raster().planes()).containsExactly(noise.planes());
  }

  @Test
  void plainAndCompressedTextsAreRead() {
    byte[] latin = "Größe".getBytes(ISO_8859_1);
    byte[] utf8 = "緑".getBytes(UTF_8);

    assertThat(PngText.read("tEXt", join("a\0", latin))).contains(new PngText("a", "Größe"));
    assertThat(PngText.read("zTXt", join("b\0\0", zip(latin)))).contains(new PngText("b", "Größe"));
    assertThat(PngText.read("iTXt", join("c\0\1\0ja\0k\0", zip(utf8))))
        .contains(new PngText("c", "緑"));
    assertThat(PngText.read("tIME", latin)).isEmpty();
  }

  @Test
  void damagedTextsAreRefused() {
    assertThatThrownBy(() -> PngText.read("iTXt", join("keyword", new byte[0])))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("Cannot decode image: text in PNG ends early");
    assertThatThrownBy(() -> PngText.read("zTXt", join("a\0\0", zip(new byte[17 << 20]))))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("Cannot decode image: text in PNG is over 16777216 bytes long");
  }

  private static byte[] join(String start, byte[] end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(start.getBytes(ISO_8859_1));
    out.writeBytes(end);
    return out.toByteArray();
  }

  private static byte[] zip(byte[] text) {
    Deflater deflater = new Deflater();
    deflater.setInput(text);
    deflater.finish();
    byte[] packed = new byte[100_000];
    int length = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, length);
  }

  @Test
  void whatIsNoPngIsRefused() {
    for (byte[] bytes : List.of(new byte[0], new byte[] {(byte) 137, 'P'}, new byte[100])) {
      assertThatThrownBy(() -> Png.decode(bytes))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessage("Cannot decode image: not a PNG");
    }
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] bytes = Png.encode(noise(6, 6), Map.of("seed", "42"));
    for (int length = 8; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Png.decode(cut))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessage("Cannot decode image: PNG ends early, at byte " + length);
    }
  }

  @Test
  void everyFlippedBitIsRefused() {
    byte[] bytes = Png.encode(noise(6, 6), Map.of("seed", "42"));
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> Png.decode(damaged))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessageStartingWith("Cannot decode image: ");
    }
  }

  @Test
  void aHeaderThatClaimsTooMuchIsRefused() {
    byte[] bytes = PngWriter.write(1, 1, Map.of(), (y, row) -> {});
    byte[] vast = PngWriter.header(60_000, 60_000);
    System.arraycopy(vast, 0, bytes, 8, vast.length);

    assertThatThrownBy(() -> Png.decode(bytes))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("Cannot decode image: PNG claims a size of 60000x60000");
  }

  interface Pixel {
    float at(int index);
  }

  static Raster raster(int width, int height, Pixel pixel) {
    float[] planes = new float[3 * width * height];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = pixel.at(i);
    }
    return new Raster(width, height, planes);
  }

  static Raster noise(int width, int height) {
    SplittableRandom random = new SplittableRandom(7);
    return raster(width, height, i -> random.nextInt(256) / 255f);
  }

  private static float[] decode(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Png.decode(out.toByteArray()).raster().planes();
  }
}
