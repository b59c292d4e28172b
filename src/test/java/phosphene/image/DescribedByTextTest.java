package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifInteropDirectory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Models;
import phosphene.image.codec.Jpeg;
import phosphene.image.exif.Metadata;
import phosphene.image.exif.TiffMaker;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.png.PngChunks;

/** What photos say of themselves in texts and in EXIF: how to turn them, and Adobe's colors. */
public class DescribedByTextTest {
  private static final BufferedImage IMAGE = Samples.quarters(64, 48);
  private static final byte[] PNG = Samples.file(IMAGE, "png");

  static Stream<Arguments> turned() {
    byte[] block = Samples.exif(ByteOrder.BIG_ENDIAN, 6, Samples.ascii("thumb"));
    byte[] marked = Samples.join(Samples.ascii("Exif\0\0"), block);
    byte[] packet =
        packet(
            "<rdf:Description xmlns:tiff='http://ns.adobe.com/tiff/1.0/'>"
                + "<tiff:Orientation>6</tiff:Orientation></rdf:Description>");
    byte[] attribute =
        packet(
            "<rdf:Description tiff:Orientation=\"6\""
                + " xmlns:tiff=\"http://ns.adobe.com/tiff/1.0/\"/>");
    byte[] renamed =
        packet(
            "<rdf:Description t:Orientation = '6'"
                + " xmlns:t = 'http://ns.adobe.com/tiff/1.0/'/>");
    byte[] typed =
        packet(
            "<rdf:Description xmlns:t='http://ns.adobe.com/tiff/1.0/'>"
                + "<t:Orientation rdf:datatype='integer'>6</t:Orientation></rdf:Description>");
    byte[] unnamed =
        packet(
            "<rdf:Description><Orientation xmlns='http://ns.adobe.com/tiff/1.0/'>6</Orientation>"
                + "</rdf:Description>");
    byte[] jpeg = Jpeg.encode(IMAGE);
    byte[] filled =
        Samples.join(
            new byte[] {-1, (byte) 0xd8, -1, -1, -1},
            Arrays.copyOfRange(Samples.withExif(jpeg, block), 2, 6 + marked.length),
            Arrays.copyOfRange(jpeg, 2, jpeg.length));
    byte[] app1 = Samples.join(Samples.ascii("http://ns.adobe.com/xap/1.0/\0"), packet);
    return Stream.of(
        Arguments.of("zTXt exif", raw("zTXt", "exif", marked)),
        Arguments.of("tEXt exif", raw("tEXt", "exif", marked)),
        Arguments.of("iTXt exif", raw("iTXt", "exif", block)),
        Arguments.of("zTXt APP1", raw("zTXt", "APP1", marked)),
        Arguments.of("zTXt APP1 of XMP", raw("zTXt", "APP1", app1)),
        Arguments.of("zTXt xmp", raw("zTXt", "xmp", packet)),
        Arguments.of("iTXt XMP", PngChunks.with(PNG, "iTXt", xmp(packet))),
        Arguments.of("iTXt XMP, attribute", PngChunks.with(PNG, "iTXt", xmp(attribute))),
        Arguments.of("iTXt XMP, another prefix", PngChunks.with(PNG, "iTXt", xmp(renamed))),
        Arguments.of("packed iTXt XMP", PngChunks.with(PNG, "iTXt", packedXmp(packet))),
        Arguments.of("JPEG XMP", Samples.segment(Jpeg.encode(IMAGE), 0xe1, app1)),
        Arguments.of("JPEG EXIF behind bytes that fill", filled),
        Arguments.of("iTXt XMP, a type", PngChunks.with(PNG, "iTXt", xmp(typed))),
        Arguments.of("iTXt XMP, no prefix", PngChunks.with(PNG, "iTXt", xmp(unnamed))),
        Arguments.of("eXIf with JPEG's signature", PngChunks.with(PNG, "eXIf", marked)),
        Arguments.of("WebP XMP", webp(packet)),
        Arguments.of("TIFF XMP", tiff(packet)));
  }

  /** A simple WebP's pixels and a packet behind them. */
  private static byte[] webp(byte[] packet) {
    byte[] simple = Samples.webp(IMAGE);
    int length = packet.length + packet.length % 2;
    return ByteBuffer.allocate(simple.length + 18 + 8 + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(Samples.ascii("RIFF"))
        .putInt(simple.length + 18 + length)
        .put(Samples.ascii("WEBPVP8X"))
        .putInt(10)
        .putInt(4)
        .put(new byte[] {63, 0, 0, 47, 0, 0})
        .put(simple, 12, simple.length - 12)
        .put(Samples.ascii("XMP "))
        .putInt(packet.length)
        .put(packet)
        .array();
  }

  private static byte[] tiff(byte[] packet) {
    double[] bytes = new double[packet.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = packet[i];
    }
    int[] bits = {8, 8, 8};
    return new TiffMaker(64, 48, bits, (x, y, s) -> IMAGE.getRGB(x, y) >> 16 - 8 * s & 255)
        .kind(2)
        .tag(0x2bc, 1, bytes)
        .file();
  }

  private static byte[] packet(String description) {
    return ("<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            + description
            + "</x:xmpmeta>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] raw(String type, String kind, byte[] block) {
    StringBuilder text = new StringBuilder("\n" + kind + "\n" + String.format("%8d", block.length));
    for (int i = 0; i < block.length; i++) {
      text.append(i % 36 == 0 ? "\n" : "").append(String.format("%02x", block[i]));
    }
    byte[] digits = Samples.ascii(text.append('\n').toString());
    byte[] keyword = Samples.ascii("Raw profile type " + kind + "\0");
    return PngChunks.with(
        PNG,
        type,
        switch (type) {
          case "zTXt" -> Samples.join(keyword, new byte[1], ProfilesTest.packed(digits));
          case "iTXt" -> Samples.join(keyword, new byte[4], digits);
          default -> Samples.join(keyword, digits);
        });
  }

  private static byte[] xmp(byte[] packet) {
    return Samples.join(Samples.ascii("XML:com.adobe.xmp\0\0\0en\0\0"), packet);
  }

  private static byte[] packedXmp(byte[] packet) {
    return Samples.join(Samples.ascii("XML:com.adobe.xmp\0\1\0\0\0"), ProfilesTest.packed(packet));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("turned")
  void anOrientationInATextTurnsThePhoto(String name, byte[] file) {
    Raster raster = decode(file).raster();

    assertThat(List.of(raster.width(), raster.height())).containsExactly(48, 64);
    // Stored as red, green, blue, yellow in reading order; turned to the right.
    assertThat(Samples.rgb(raster, 40, 10) & 0xf0f0f0).isEqualTo(0xf00000);
    assertThat(Samples.rgb(raster, 10, 10) & 0xf0f0f0).isEqualTo(0x0000f0);
  }

  @Test
  void aCommentInXmpTurnsNothing() {
    byte[] packet =
        packet("<!-- <a tiff:Orientation='6'/> --><a xmlns:tiff='http://ns.adobe.com/tiff/1.0/'/>");

    assertThat(decode(PngChunks.with(PNG, "iTXt", xmp(packet))).levels().width()).isEqualTo(64);
  }

  @Test
  void exifSaysMoreThanXmpAndAChunkMoreThanAText() {
    byte[] upright = Samples.exif(ByteOrder.BIG_ENDIAN, 1, new byte[4]);
    byte[] turning = packet("<a tiff:Orientation='6'/>");
    byte[] both = PngChunks.with(PngChunks.with(PNG, "iTXt", xmp(turning)), "eXIf", upright);
    byte[] text = raw("tEXt", "exif", Samples.exif(ByteOrder.BIG_ENDIAN, 6, new byte[4]));

    assertThat(decode(PngChunks.with(PNG, "iTXt", xmp(turning))).levels().width()).isEqualTo(48);
    assertThat(decode(both).levels().width()).isEqualTo(64);
    assertThat(decode(PngChunks.with(text, "eXIf", upright)).levels().width()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\nexif\n",
        "\nexif\n 12",
        "\nexif\n 99999999\n4d4d",
        "\nexif\n -1\n00",
        "exif",
        "\nexif\n 10\nzzzz"
      })
  void aBrokenTextIsNoReasonToLoseThePhoto(String text) {
    byte[] content = Samples.ascii("Raw profile type exif\0" + text);

    assertThat(decode(PngChunks.with(PNG, "tEXt", content)).levels().width()).isEqualTo(64);
    assertThat(decode(PngChunks.with(PNG, "zTXt", content)).levels().width()).isEqualTo(64);
    assertThat(decode(PngChunks.with(PNG, "iTXt", content)).levels().width()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource({"2, ''", "2, R98", "65535, R03", "2, R03"})
  void adobeRgbIsRecognizedByExif(int space, String index) throws Exception {
    int color = 0x64a078;
    BufferedImage flat = Samples.quarters(32, 32, color, color, color, color);
    byte[] block = adobe(space, index);
    int expected = DescribedColorsTest.converted(color, DescribedColorsTest.ADOBE, 563 / 256.0);
    byte[] jpeg = Samples.withExif(Jpeg.encode(flat), block);
    byte[] png = PngChunks.with(Samples.file(flat, "png"), "eXIf", block);

    for (byte[] file : List.of(jpeg, png)) {
      Photo photo = decode(file);
      int rgb = Samples.rgb(photo.raster(), 9, 9);
      for (int shift = 0; shift <= 16; shift += 8) {
        assertThat(rgb >> shift & 255)
            .isCloseTo(expected >> shift & 255, within(file == png ? 1 : 3));
      }
      assertThat(Photos.extent(file, 10_000)).isEqualTo(Extent.rich(32, 32));
      byte[] dream = Photos.encode(photo.raster(), photo, Metadata.ALL, Map.of());
      assertThat(Samples.find(dream, Samples.ascii("R03"))).isEqualTo(-1);
      var read = ImageMetadataReader.readMetadata(new ByteArrayInputStream(dream));
      assertThat(read.getFirstDirectoryOfType(ExifSubIFDDirectory.class).getInt(0xa001))
          .isEqualTo(1);
      if (!index.isEmpty()) {
        var interop = read.getFirstDirectoryOfType(ExifInteropDirectory.class);
        assertThat(interop.getString(1)).isEqualTo("R98");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, R03", "1, R98", "65535, R98", "65535, ''"})
  void otherWordsOfExifChangeNoColor(int space, String index) {
    BufferedImage flat = Samples.quarters(32, 32, 0x64a078, 0x64a078, 0x64a078, 0x64a078);
    byte[] png = PngChunks.with(Samples.file(flat, "png"), "eXIf", adobe(space, index));
    byte[] said =
        PngChunks.with(
            PngChunks.with(Samples.file(flat, "png"), "eXIf", adobe(2, "R03")),
            "sRGB",
            new byte[1]);

    assertThat(Samples.rgb(decode(png).raster(), 9, 9)).isEqualTo(0x64a078);
    assertThat(Samples.rgb(decode(said).raster(), 9, 9)).isEqualTo(0x64a078);
  }

  @Test
  void aProfileSaysMoreThanExif() {
    BufferedImage flat = Samples.quarters(32, 32, 0x64a078, 0x64a078, 0x64a078, 0x64a078);
    byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] profile = Samples.join(Samples.ascii("ICC_PROFILE\0\1\1"), icc);
    byte[] jpeg = Samples.withExif(Jpeg.encode(flat), adobe(65535, "R03"));
    byte[] png = PngChunks.with(ProfilesTest.png(flat, icc), "eXIf", adobe(65535, "R03"));
    byte[] plain = Samples.segment(Jpeg.encode(flat), 0xe2, profile);

    assertThat(decode(Samples.segment(jpeg, 0xe2, profile)).raster().planes())
        .containsExactly(decode(plain).raster().planes());
    assertThat(Samples.rgb(decode(png).raster(), 9, 9)).isEqualTo(0x64a078);
  }

  /** A block with this color space and interoperability index, and Adobe's primaries. */
  static byte[] adobe(int space, String index) {
    ByteBuffer out = ByteBuffer.allocate(200).order(ByteOrder.BIG_ENDIAN);
    out.put(Samples.ascii("MM\0*")).putInt(8);
    out.putShort((short) 2);
    out.putShort((short) 0x13e).putShort((short) 5).putInt(2).putInt(120);
    out.putShort((short) 0x8769).putShort((short) 4).putInt(1).putInt(50).putInt(0);
    out.position(50).putShort((short) (index.isEmpty() ? 1 : 2));
    out.putShort((short) 0xa001)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) space)
        .putShort((short) 0);
    if (!index.isEmpty()) {
      out.putShort((short) 0xa005).putShort((short) 4).putInt(1).putInt(90);
    }
    out.putInt(0);
    out.position(90).putShort((short) 1);
    out.putShort((short) 1).putShort((short) 2).putInt(4);
    out.put(Samples.ascii(index + "\0\0\0\0"), 0, 4).putInt(0);
    out.position(120).putInt(3127).putInt(10000).putInt(3290).putInt(10000);
    return out.array();
  }

  @Test
  void theSamplesAreTurnedAndConverted() throws IOException {
    Path folder = Models.folder().resolveSibling("cases").resolve("photos");
    Assumptions.assumeTrue(Files.isDirectory(folder), "no cases here");
    Photo turned = decode(Files.readAllBytes(folder.resolve("ztxt-orientation-6.png")));
    Photo adobe = decode(Files.readAllBytes(folder.resolve("r03.jpg")));

    assertThat(List.of(turned.levels().width(), turned.levels().height())).containsExactly(64, 96);
    assertThat(means(adobe.raster())[0]).isCloseTo(110.2, within(0.1));
    assertThat(means(adobe.raster())[1]).isCloseTo(101.5, within(0.1));
    assertThat(means(adobe.raster())[2]).isCloseTo(110.9, within(0.1));
  }

  public static double[] means(Raster raster) {
    int area = raster.width() * raster.height();
    double[] means = new double[3];
    for (int i = 0; i < 3 * area; i++) {
      means[i / area] += raster.planes()[i] * 255.0 / area;
    }
    return means;
  }

  private static Photo decode(byte[] file) {
    return Photos.decode(file, 100_000);
  }
}
