package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.Models;
import phosphene.image.codec.Jpeg;
import phosphene.image.codec.PngTest;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;

class PhotosTest {
  @Deterministic
  @ParameterizedTest
  @ValueSource(strings = {"PNG", "BMP", "GIF", "TIFF"})
  void losslessFormatsGiveThePixelsThatWereWritten(String format) {
    Photo photo = decode(Samples.file(Samples.quarters(64, 48), format));

    assertThat(photo.raster().planes()).isEqualTo(quarters(64, 48).planes());
    assertThat(photo.format()).isEqualTo(Format.valueOf(format));
    assertThat(photo.alpha()).isEmpty();
    assertThat(photo.notes()).isEmpty();
  }

  @Test
  void jpegsBaselineAndProgressiveAreNear() {
    BufferedImage image = Samples.quarters(64, 48);
    for (byte[] file : List.of(Samples.file(image, "jpeg"), Samples.progressive(image))) {
      assertThat(Samples.psnr(decode(file).raster(), quarters(64, 48))).isGreaterThan(25);
    }
  }

  @Test
  void webpIsReadLosslessLossyAndTransparent() {
    BufferedImage image = Samples.quarters(64, 48);
    byte[] lossy = Samples.ffmpeg(Samples.file(image, "png"), "-c:v libwebp -quality 95 -f webp");

    assertThat(decode(Samples.webp(image)).raster().planes()).isEqualTo(quarters(64, 48).planes());
    assertThat(Samples.psnr(decode(lossy).raster(), quarters(64, 48))).isGreaterThan(25);
    Photo glass = decode(Samples.webp(Samples.glass()));
    assertThat(glass.alpha()).contains(0, 128, 255);
    assertThat(Samples.rgb(glass.raster(), 1, 0)).isEqualTo(0xff7f7f);
  }

  @Test
  void deepColorsKeepTheirPrecision() {
    var model = model(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT, false);
    var image = new BufferedImage(model, model.createCompatibleWritableRaster(2, 1), false, null);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {1, 300, 65535, 40000, 0, 7});

    for (String format : List.of("png", "tiff")) {
      assertThat(decode(Samples.file(image, format)).raster().planes())
          .containsExactly(1 / 65535f, 40000 / 65535f, 300 / 65535f, 0, 1, 7 / 65535f);
    }
  }

  @ParameterizedTest
  @CsvSource({"png, 8", "tiff, 8", "bmp, 8", "gif, 8", "jpeg, 8", "png, 16", "tiff, 16"})
  void grayIsTakenAsItIsStored(String format, int bits) {
    int type = bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY;
    BufferedImage image = new BufferedImage(8, 8, type);
    image
        .getRaster()
        .setPixels(
            0, 0, 8, 8, IntStream.generate(() -> bits == 8 ? 100 : 25700).limit(64).toArray());

    assertThat(Samples.rgb(decode(Samples.file(image, format)).raster(), 3, 3)).isEqualTo(0x646464);
  }

  @Test
  void palettesAreLookedUpWithTheirTransparency() {
    byte[] red = {(byte) 255, 0, 0};
    byte[] green = {0, (byte) 255, 0};
    byte[] blue = {0, 0, (byte) 255};
    byte[] opacity = {(byte) 255, (byte) 255, 0};
    var palette = new IndexColorModel(2, 3, red, green, blue, opacity);
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 1, 2});

    for (String format : List.of("png", "gif")) {
      Photo photo = decode(Samples.file(image, format));
      assertThat(photo.raster().planes()).containsExactly(1, 0, 1, 0, 1, 1, 0, 0, 1);
      assertThat(photo.alpha()).containsExactly(255, 255, 0);
    }
  }

  @Test
  void transparencyLiesOverWhite() {
    Photo photo = decode(Samples.file(Samples.glass(), "png"));

    assertThat(photo.alpha()).containsExactly(255, 128, 0, 255);
    assertThat(Samples.rgb(photo.raster(), 0, 0)).isEqualTo(0xff0000);
    assertThat(Samples.rgb(photo.raster(), 1, 0)).isEqualTo(0xff7f7f);
    assertThat(Samples.rgb(photo.raster(), 2, 0)).isEqualTo(0xffffff);
  }

  @Test
  void grayWithTransparencyIsGray() {
    var model = model(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE, true);
    var image = new BufferedImage(model, model.createCompatibleWritableRaster(2, 1), false, null);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {100, 255, 0, 51});

    Photo photo = decode(Samples.file(image, "png"));

    assertThat(Samples.rgb(photo.raster(), 0, 0)).isEqualTo(0x646464);
    assertThat(Samples.rgb(photo.raster(), 1, 0)).isEqualTo(0xcccccc);
  }

  @ParameterizedTest
  @CsvSource({
    // Adobe's programs store 255 less the ink; 0 is CMYK, 2 is YCCK (ink as if it were light).
    "0, 255, 0, 0, 255, ff0000",
    "0, 0, 255, 255, 255, 00ffff",
    "0, 255, 255, 255, 255, ffffff",
    "0, 255, 255, 255, 0, 000000",
    "2, 179, 171, 1, 255, ff0000",
    "2, 0, 128, 128, 255, ffffff",
    "2, 0, 128, 128, 0, 000000"
  })
  void printedColorsAreConverted(int transform, int a, int b, int c, int d, String rgb) {
    Photo photo = decode(Samples.fourComponents(transform, a, b, c, d));

    int expected = Integer.parseInt(rgb, 16);
    Raster flat = PngTest.raster(32, 32, i -> (expected >> (16 - 8 * (i / 1024)) & 255) / 255f);
    // Ink is darker than light: without a profile the conversion is a convention.
    assertThat(Samples.distance(photo.raster(), flat)).isLessThan(70);
    assertThat(Samples.psnr(photo.raster(), flat)).isGreaterThan(14);
  }

  @Deterministic
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOrientationGivesTheSameUprightPicture(int orientation) {
    byte[] file = Jpeg.encode(stored(orientation, 64, 48));
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      byte[] turned =
          Samples.withExif(file, Samples.exif(order, orientation, Samples.ascii("thumb")));

      Raster raster = decode(turned).raster();

      assertThat(raster.width()).isEqualTo(64);
      assertThat(Samples.distance(raster, quarters(64, 48))).isLessThan(3);
    }
  }

  /** EXIF says which side of the picture the first row and the first column of the file are. */
  private static BufferedImage stored(int orientation, int width, int height) {
    String rows =
        List.of("top", "top", "bottom", "bottom", "left", "right", "right", "left")
            .get(orientation - 1);
    String columns =
        List.of("left", "right", "right", "left", "top", "top", "bottom", "bottom")
            .get(orientation - 1);
    BufferedImage upright = Samples.quarters(width, height);
    BufferedImage stored =
        orientation <= 4
            ? new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)
            : new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < stored.getHeight(); y++) {
      for (int x = 0; x < stored.getWidth(); x++) {
        int[] place = new int[2];
        put(place, rows, y, width, height);
        put(place, columns, x, width, height);
        stored.setRGB(x, y, upright.getRGB(place[0], place[1]));
      }
    }
    return stored;
  }

  private static void put(int[] place, String side, int steps, int width, int height) {
    switch (side) {
      case "top" -> place[1] = steps;
      case "bottom" -> place[1] = height - 1 - steps;
      case "left" -> place[0] = steps;
      default -> place[0] = width - 1 - steps;
    }
  }

  @Test
  void aGifFrameLiesOnItsScreen() {
    byte[] gif = Samples.file(Samples.quarters(8, 8), "gif");
    gif[6] = 20;
    gif[8] = 10;
    int frame = Samples.find(gif, new byte[] {0x2c, 0, 0, 0, 0, 8, 0, 8, 0});
    gif[frame + 1] = 5;
    gif[frame + 3] = 2;

    Photo photo = decode(gif);

    assertThat(photo.raster().width()).isEqualTo(20);
    assertThat(Samples.rgb(photo.raster(), 5, 2)).isEqualTo(0xff0000);
    assertThat(Samples.rgb(photo.raster(), 4, 2)).isEqualTo(0xffffff);
    assertThat(photo.alpha()[0]).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "a.jpg, 'named a.jpg, but a PNG file'",
    "b.TIFF, 'named b.TIFF, but a PNG file'",
    "c.png, ''",
    "d, ''",
    "e.photo, ''"
  })
  void aNameThatBeliesTheFormatIsNoted(String name, String note) {
    byte[] png = Samples.file(Samples.quarters(4, 4), "png");

    Photo photo = Photos.decode(png, name, 16);

    assertThat(photo.format()).isEqualTo(Format.PNG);
    assertThat(photo.notes()).isEqualTo(note.isEmpty() ? List.of() : List.of(note));
  }

  @Test
  void decodersLeaveNoFilesOpen() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open), "no /proc here");
    List<byte[]> files =
        Stream.of("jpeg", "png", "tiff", "bmp", "gif")
            .map(format -> Samples.file(Samples.quarters(64, 48), format))
            .toList();
    files.forEach(PhotosTest::decode);
    long before = count(open);
    for (int i = 0; i < 50; i++) {
      files.forEach(PhotosTest::decode);
      files.forEach(file -> BadPhotosTest.refused(java.util.Arrays.copyOf(file, file.length / 2)));
    }

    assertThat(count(open)).isLessThan(before + 20);
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void thePhotosNextToTheModelsAreRead() throws IOException {
    Path folder = Models.folder().resolveSibling("photos");
    assumeTrue(Files.isDirectory(folder), "no photos next to the models");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> !path.toString().endsWith(".md")).toList()) {
        Photo photo = Photos.decode(Files.readAllBytes(file), file.toString(), Photos.PIXEL_LIMIT);

        assertThat(photo.raster().width()).isBetween(400, 1100);
        assertThat(photo.notes()).isEmpty();
      }
    }
  }

  private static ComponentColorModel model(int space, int type, boolean alpha) {
    return new ComponentColorModel(
        ColorSpace.getInstance(space),
        alpha,
        false,
        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
        type);
  }

  private static Raster quarters(int width, int height) {
    BufferedImage image = Samples.quarters(width, height);
    int area = width * height;
    return PngTest.raster(
        width,
        height,
        i -> (image.getRGB(i % width, i % area / width) >> (16 - 8 * (i / area)) & 255) / 255f);
  }

  private static Photo decode(byte[] file) {
    return Photos.decode(file, Photos.PIXEL_LIMIT);
  }
}
