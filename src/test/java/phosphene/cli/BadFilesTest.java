package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.DreamRows;

/** A folder of ten good photos and more than thirty kinds of bad files. */
class BadFilesTest {
  @TempDir Path folder;

  @Test
  void tenGoodPhotosAmongThirtyKindsOfBadFilesAreDreamtAndEachBadOneHasItsReason()
      throws IOException {
    Album album = Album.in(folder);
    good(album);
    Map<String, byte[]> bad = bad(album);
    bad.forEach((name, bytes) -> album.file("bad/" + name, bytes));
    assertThat(bad).hasSizeGreaterThanOrEqualTo(30);

    Ran ran = album.render("--set", "pixel-limit=100000");

    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.FAILED);
    List<DreamRow> rows = DreamRows.of(album.output());
    Map<String, String> reasons = new TreeMap<>();
    rows.stream()
        .filter(row -> row.status().equals("failed"))
        .forEach(row -> reasons.put(row.photo(), row.reason()));
    assertThat(reasons).containsExactlyInAnyOrderEntriesOf(expected(bad));
    assertThat(rows)
        .filteredOn(row -> row.status().equals("failed"))
        .allSatisfy(row -> assertThat(row.message()).startsWith(row.photo() + ": "));
    assertThat(ran.out()).contains("Rendered 10 dreams in ");
    counts(reasons)
        .forEach(
            (reason, count) ->
                assertThat(ran.out())
                    .containsPattern("(?m)^ +" + count + "  " + reason + " +bad/"));
    assertThat(Album.dreams(album.output()))
        .containsOnlyKeys(
            "dreams/0.jpg/conv1.jpg",
            "dreams/1.jpg/conv1.jpg",
            "dreams/2.JPEG/conv1.jpg",
            "dreams/3.png/conv1.png",
            "dreams/4.png/conv1.png",
            "dreams/5.bmp/conv1.png",
            "dreams/6.gif/conv1.png",
            "dreams/7.tiff/conv1.png",
            "dreams/no%20extension/conv1.jpg",
            "dreams/a%20JPEG%20called.png/conv1.jpg");
  }

  private static void good(Album album) throws IOException {
    byte[] jpeg = Files.readAllBytes(album.photo("0.jpg", 0.3));
    album.photo("1.jpg", 0.4);
    Files.move(album.photo("2.jpg", 0.5), album.photos().resolve("2.JPEG"));
    album.photo("3.png", 0.3);
    album.photo("4.png", 0.4);
    album.file("5.bmp", file("bmp"));
    album.file("6.gif", file("gif"));
    album.file("7.tiff", file("tiff"));
    album.file("no extension", jpeg);
    album.file("a JPEG called.png", jpeg);
  }

  /** Bytes by names, which begin with the reason. */
  private static Map<String, byte[]> bad(Album album) throws IOException {
    byte[] jpeg = Files.readAllBytes(album.photos().resolve("0.jpg"));
    byte[] png = Files.readAllBytes(album.photos().resolve("3.png"));
    byte[] gif = file("gif");
    byte[] bmp = file("bmp");
    byte[] tiff = file("tiff");
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("empty.jpg", new byte[0]);
    bad.put("empty no width.png", png(png, 0, 32));
    bad.put("unknown_format byte.jpg", new byte[1]);
    bad.put("unknown_format zeros.png", new byte[4096]);
    bad.put("unknown_format noise.jpg", noise(new byte[4096], 0));
    bad.put("unknown_format text.jpg", ascii("not a picture at all"));
    bad.put("unsupported page.jpg", ascii("<!doctype html><title>404</title>"));
    bad.put("unknown_format BMW.bmp", ascii("BMW is a car"));
    bad.put("unsupported Thumbs.jpg", ascii("\320\317\21\340\241\261\32\341"));
    bad.put("unsupported pdf.jpg", ascii("%PDF-1.7\n"));
    bad.put("truncated heif.heic", ascii("\0\0\0\30ftypheic\0\0\0\0"));
    bad.put("truncated avif.avif", ascii("\0\0\0\20ftypavif\0\0\0\0"));
    bad.put("unsupported photoshop.psd", ascii("8BPS\0\1"));
    bad.put("unsupported jpeg2000.jp2", ascii("\0\0\0\fjP  \r\n\207\n"));
    bad.put("unsupported raw.dng", raw());
    bad.put("truncated signature.jpg", Arrays.copyOf(jpeg, 3));
    bad.put("truncated header.jpg", Arrays.copyOf(jpeg, 100));
    bad.put("truncated half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    bad.put("truncated end.jpg", Arrays.copyOf(jpeg, jpeg.length - 8));
    bad.put("truncated signature.png", Arrays.copyOf(png, 8));
    bad.put("truncated half.png", Arrays.copyOf(png, png.length / 2));
    bad.put("truncated end.png", Arrays.copyOf(png, png.length - 12));
    bad.put("truncated taller.png", png(png, 40, 400));
    bad.put("truncated header.gif", Arrays.copyOf(gif, 13));
    bad.put("truncated half.gif", Arrays.copyOf(gif, gif.length / 2));
    bad.put("truncated header.bmp", Arrays.copyOf(bmp, 60));
    bad.put("truncated half.bmp", Arrays.copyOf(bmp, bmp.length / 2));
    bad.put("truncated header.tiff", Arrays.copyOf(tiff, 8));
    bad.put("truncated half.tiff", Arrays.copyOf(tiff, tiff.length / 2));
    bad.put("damaged noise.png", noise(png, 60));
    bad.put("damaged frameless.gif", ascii("GIF89a\10\0\10\0\0\0\0;"));
    bad.put("too_large bomb.png", png(png, Integer.MAX_VALUE, Integer.MAX_VALUE));
    bad.put("too_large wide.png", png(png, Integer.MAX_VALUE, 1));
    bad.put("too_large.bmp", size(bmp, 60_000, 60_000));
    return bad;
  }

  private static Map<String, String> expected(Map<String, byte[]> bad) {
    return bad.keySet().stream()
        .collect(Collectors.toMap(name -> "bad/" + name, name -> name.split("[ .]")[0]));
  }

  private static Map<String, Long> counts(Map<String, String> reasons) {
    return reasons.values().stream()
        .collect(Collectors.groupingBy(reason -> reason, Collectors.counting()));
  }

  private static byte[] file(String format) throws IOException {
    BufferedImage image = new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 40 * 32; i++) {
      image.setRGB(i % 40, i / 40, i * 0x030507 & 0xf0f0f0);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] noise(byte[] bytes, int from) {
    byte[] copy = bytes.clone();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = from; i < copy.length; i++) {
      copy[i] = (byte) random.nextInt();
    }
    return copy;
  }

  /** A PNG whose header says another size. */
  private static byte[] png(byte[] png, int width, int height) {
    ByteBuffer copy = ByteBuffer.wrap(png.clone()).putInt(16, width).putInt(20, height);
    CRC32 sum = new CRC32();
    sum.update(copy.array(), 12, 17);
    return copy.putInt(29, (int) sum.getValue()).array();
  }

  private static byte[] size(byte[] bmp, int width, int height) {
    ByteBuffer copy = ByteBuffer.wrap(bmp.clone()).order(ByteOrder.LITTLE_ENDIAN);
    return copy.putInt(18, width).putInt(22, height).array();
  }

  /** A TIFF whose first image is a small version of another one. */
  private static byte[] raw() {
    ByteBuffer out = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("II*\0")).putInt(8).putShort((short) 1);
    return out.putShort((short) 0xfe).putShort((short) 4).putInt(1).putInt(1).array();
  }
}
