package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;
import phosphene.image.png.PngChunks;

/** What is no picture is refused with a reason, and costs no memory. */
public class BadPhotosTest {
  private static final BufferedImage IMAGE = Samples.quarters(64, 48);
  private static final byte[] JPEG = Samples.file(IMAGE, "jpeg");
  private static final byte[] PNG = Samples.file(IMAGE, "png");
  private static final byte[] TIFF = Samples.file(IMAGE, "tiff");
  private static final byte[] BMP = Samples.file(IMAGE, "bmp");
  private static final byte[] GIF = Samples.file(IMAGE, "gif");
  private static final byte[] WEBP = Samples.webp(IMAGE);

  static Stream<Arguments> bad() {
    return Stream.of(
        bad("no bytes", new byte[0], Reason.EMPTY, "Cannot decode image: no bytes"),
        bad("one byte", new byte[1], Reason.UNKNOWN_FORMAT, "no known format"),
        bad("zeros", new byte[5000], Reason.UNKNOWN_FORMAT, "no known format"),
        bad("a text", "BMW is a car.", Reason.UNKNOWN_FORMAT, "no known format"),
        bad("a page", "<html><body>404</body></html>", Reason.UNSUPPORTED, "a web page (HTML)"),
        bad("a PDF", "%PDF-1.7", Reason.UNSUPPORTED, "PDF is not supported"),
        bad("HEIF", "\0\0\0\30ftypheic\0\0\0\0", Reason.TRUNCATED, "its box ftyp ends beyond"),
        bad("AVIF", "\0\0\0\20ftypavif\0\0\0\0", Reason.TRUNCATED, "it ends before its picture"),
        bad("JPEG 2000", "\0\0\0\fjP  \r\n", Reason.UNSUPPORTED, "JPEG 2000 is not"),
        bad("Photoshop", "8BPS\0\1", Reason.UNSUPPORTED, "Photoshop is not supported"),
        bad("a raw file", raw(), Reason.UNSUPPORTED, "Cannot decode TIFF: it is a camera's raw"),
        bad("a JPEG's signature", cut(JPEG, 3), Reason.TRUNCATED, "Cannot decode JPEG: "),
        bad("a JPEG's header", cut(JPEG, 100), Reason.TRUNCATED, "Cannot decode JPEG: "),
        bad("half a JPEG", cut(JPEG, JPEG.length - 50), Reason.TRUNCATED, "Missing EOI"),
        bad("most of a JPEG", cut(JPEG, JPEG.length - 3), Reason.TRUNCATED, "Missing EOI"),
        bad("a JPEG's first scans", scans(), Reason.TRUNCATED, "Cannot decode JPEG: "),
        bad("a JPEG of zeros", fill(JPEG, 3), Reason.TRUNCATED, "Cannot decode JPEG: "),
        bad("a JPEG without pixels", jpeg(0, 48), Reason.EMPTY, "Cannot decode JPEG: "),
        bad("a JPEG of noise", noise(JPEG, 640), Reason.DAMAGED, "Cannot decode JPEG: "),
        bad("a PNG's signature", cut(PNG, 8), Reason.TRUNCATED, "it ends within a chunk"),
        bad("half a PNG", cut(PNG, PNG.length / 2), Reason.TRUNCATED, "it ends within a chunk"),
        bad("a PNG without end", cut(PNG, PNG.length - 12), Reason.TRUNCATED, "within a chunk"),
        bad("a PNG of noise", noise(PNG, 60), Reason.DAMAGED, "wrong checksum of the chunk"),
        bad("a short PNG", png(64, 480), Reason.TRUNCATED, "Cannot decode PNG: "),
        bad("a PNG without pixels", png(0, 48), Reason.EMPTY, "a picture of 0x48 pixels"),
        bad("a GIF's header", cut(GIF, 13), Reason.TRUNCATED, "it ends within its first frame"),
        bad("half a GIF", cut(GIF, GIF.length / 2), Reason.TRUNCATED, "within its first frame"),
        bad("a GIF of no frames", frameless(), Reason.DAMAGED, "no frame where its first should"),
        bad("a BMP's header", cut(BMP, 60), Reason.TRUNCATED, "it ends before its pixels do"),
        bad("half a BMP", cut(BMP, BMP.length / 2), Reason.TRUNCATED, "ends before its pixels"),
        bad("a TIFF's header", cut(TIFF, 8), Reason.TRUNCATED, "directory lies beyond its end"),
        bad("half a TIFF", cut(TIFF, TIFF.length / 2), Reason.TRUNCATED, "Cannot decode TIFF: "),
        bad("half a WebP", cut(WEBP, WEBP.length / 2), Reason.TRUNCATED, "it has "),
        bad("a WebP of noise", noise(WEBP, 25), Reason.DAMAGED, "Cannot decode WEBP: "),
        bad("a huge JPEG", jpeg(65500, 65500), Reason.TOO_LARGE, "65500x65500 pixels (must be"),
        bad("a huge PNG", png(Integer.MAX_VALUE, Integer.MAX_VALUE), Reason.TOO_LARGE, "7 pixels"),
        bad("a wide PNG", png(Integer.MAX_VALUE, 1), Reason.TOO_LARGE, "2147483647x1 pixels"),
        bad("a huge BMP", bmp(60000, 60000), Reason.TOO_LARGE, "60000x60000 pixels"),
        bad("a huge GIF", gif(65535), Reason.TOO_LARGE, "65535x65535 pixels"),
        bad("a huge TIFF", tiff(1_000_000), Reason.TOO_LARGE, "1000000x48 pixels"));
  }

  private static Arguments bad(String name, String text, Reason reason, String message) {
    return bad(name, Samples.ascii(text), reason, message);
  }

  private static Arguments bad(String name, byte[] bytes, Reason reason, String message) {
    return Arguments.of(name, bytes, reason, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void whatIsNoPictureIsRefusedWithItsReason(
      String name, byte[] bytes, Reason reason, String message) {
    UnreadableImageException e = refused(bytes);

    assertThat(e).as(name).hasMessageStartingWith("Cannot decode ").hasMessageContaining(message);
    assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
  }

  public static UnreadableImageException refused(byte[] bytes) {
    return catchThrowableOfType(
        UnreadableImageException.class, () -> Photos.decode(bytes, 2_000_000));
  }

  @Test
  void theLimitItselfIsAllowed() {
    assertThat(Photos.decode(PNG, 64 * 48).raster().width()).isEqualTo(64);
    assertThat(
            catchThrowableOfType(
                UnreadableImageException.class, () -> Photos.decode(PNG, 64 * 48 - 1)))
        .hasMessage("Cannot decode PNG: 64x48 pixels (must be at most 3071 in all)");
  }

  @Test
  void refusingCostsNoMemory() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    bad()
        .filter(arguments -> arguments.get()[2] == Reason.TOO_LARGE)
        .forEach(
            arguments -> {
              long before = threads.getCurrentThreadAllocatedBytes();
              refused((byte[]) arguments.get()[1]);
              long used = threads.getCurrentThreadAllocatedBytes() - before;
              assertThat(used).as((String) arguments.get()[0]).isLessThan(2_000_000);
            });
  }

  @Test
  void textsThatInflateToGigabytesAreNotInflated() {
    java.util.zip.Deflater deflater = new java.util.zip.Deflater();
    deflater.setInput(new byte[100_000_000]);
    deflater.finish();
    byte[] packed = new byte[200_000];
    byte[] zeros = Arrays.copyOf(packed, deflater.deflate(packed));
    deflater.end();
    byte[] text = PngChunks.with(PNG, "zTXt", Samples.join(Samples.ascii("Comment\0\0"), zeros));
    byte[] profile = PngChunks.with(text, "iCCP", Samples.join(Samples.ascii("icc\0\0"), zeros));
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    Photo photo = Photos.decode(profile, 100_000);

    assertThat(photo.raster().width()).isEqualTo(64);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
  }

  /** Whatever is changed in a file: a picture of its size, or a refusal, and nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP"})
  void noChangeOfBytesBreaksMoreThanThePicture(String format) {
    byte[] whole = format.equals("WEBP") ? WEBP : Samples.file(Samples.quarters(16, 12), format);
    SplittableRandom random = new SplittableRandom(format.hashCode());
    for (int i = 0; i < 300; i++) {
      byte[] bytes = cut(whole, 1 + random.nextInt(whole.length));
      for (int change = random.nextInt(4); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        Photos.decode(bytes, 100_000);
      } catch (UnreadableImageException e) {
        assertThat(e).hasMessageStartingWith("Cannot decode ");
      }
    }
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] fill(byte[] bytes, int from) {
    byte[] copy = bytes.clone();
    Arrays.fill(copy, from, copy.length, (byte) 0);
    return copy;
  }

  private static byte[] noise(byte[] bytes, int from) {
    byte[] copy = bytes.clone();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = from; i < copy.length - 2; i++) {
      copy[i] = (byte) random.nextInt(254);
    }
    return copy;
  }

  private static byte[] scans() {
    byte[] file = Samples.progressive(IMAGE);
    return cut(file, file.length * 2 / 3);
  }

  private static byte[] jpeg(int width, int height) {
    byte[] copy = JPEG.clone();
    int frame = Samples.find(copy, new byte[] {(byte) 0xff, (byte) 0xc0});
    ByteBuffer.wrap(copy).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return copy;
  }

  private static byte[] png(int width, int height) {
    ByteBuffer copy = ByteBuffer.wrap(PNG.clone()).putInt(16, width).putInt(20, height);
    CRC32 sum = new CRC32();
    sum.update(copy.array(), 12, 17);
    return copy.putInt(29, (int) sum.getValue()).array();
  }

  private static byte[] bmp(int width, int height) {
    return ByteBuffer.wrap(BMP.clone())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(18, width)
        .putInt(22, height)
        .array();
  }

  private static byte[] gif(int side) {
    byte[] copy = GIF.clone();
    int frame = Samples.find(copy, new byte[] {0x2c, 0, 0, 0, 0, 64, 0, 48, 0});
    ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putInt(frame + 5, side << 16 | side);
    return copy;
  }

  private static byte[] frameless() {
    return Samples.join(Samples.ascii("GIF89a"), new byte[] {8, 0, 8, 0, 0, 0, 0, 0x3b});
  }

  private static byte[] tiff(int width) {
    ByteBuffer copy = ByteBuffer.wrap(TIFF.clone());
    copy.order(TIFF[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int first = copy.getInt(4);
    for (int i = 0; i < copy.getShort(first); i++) {
      int entry = first + 2 + 12 * i;
      if (copy.getShort(entry) == 0x100) {
        copy.putShort(entry + 2, (short) 4).putInt(entry + 8, width);
      }
    }
    return copy.array();
  }

  /** A first directory that holds a small version of the picture, as cameras' raw files have. */
  private static byte[] raw() {
    return ByteBuffer.allocate(100)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(Samples.ascii("II*\0"))
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0xfe)
        .putShort((short) 4)
        .putInt(1)
        .putInt(1)
        .array();
  }
}
