package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phosphene.image.codec.Jpeg;
import phosphene.image.exif.TiffMaker;
import phosphene.image.png.PngChunks;

/** Whatever is changed in a file: a photo within the limit or a refusal, soon, and nothing else. */
@Timeout(120)
class MutationsTest {
  private static final long PIXEL_LIMIT = 1_000_000;
  private static final BufferedImage IMAGE = Samples.quarters(64, 48);

  @Test
  void theSameSeedGivesTheSameFilesAndEachIsAnother() {
    byte[] whole = Samples.file(IMAGE, "bmp");
    Mutations some = Mutations.of(3, 50, whole);

    for (int i = 0; i < 50; i++) {
      Mutations.Mutant mutant = some.mutants().get(i);
      Mutations.Mutant again = Mutations.of(3, 50, whole).mutants().get(i);
      assertThat(again.bytes()).as(mutant.name()).isEqualTo(mutant.bytes());
    }
    assertThat(some.mutants().stream().filter(m -> Arrays.equals(m.bytes(), whole)).count())
        .isLessThan(10);
  }

  @Test
  void jpegs() {
    BufferedImage gray = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    gray.getGraphics().drawImage(IMAGE, 0, 0, null);
    byte[] thumbnail = Samples.ascii("thumbnail");
    byte[] exif = Samples.exif(ByteOrder.LITTLE_ENDIAN, 6, thumbnail);
    survived(
        Mutations.of(
            1,
            200,
            Samples.withExif(Jpeg.encode(IMAGE), exif),
            Samples.progressive(IMAGE),
            Samples.file(gray, "jpeg"),
            Samples.fourComponents(2, 179, 171, 1, 255)));
  }

  @Test
  void pngs() {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] colored = ProfilesTest.png(IMAGE, profile);
    byte[] glass = Samples.file(Samples.glass(), "png");
    Mutations mutations = Mutations.of(2, 100, Samples.file(IMAGE, "png"), colored, glass);
    survived(mutations.and(mutations.repaired(MutationsTest::withChecksums)));
  }

  @Test
  void tiffs() {
    survived(
        Mutations.of(
            3,
            200,
            Samples.file(IMAGE, "tiff"),
            tiff(12, 1).kind(1).compression(5).strips(7).file(),
            tiff(8, 3).kind(2).compression(8).predictor(2).tiles(16, 16).file(),
            tiff(16, 3).kind(8).planar().order(ByteOrder.BIG_ENDIAN).compression(32773).file(),
            tiff(8, 2).kind(3).tag(0x140, 3, new double[768]).tag(0x152, 3, 2).file(),
            tiff(32, 1).kind(1).format(3).predictor(3).compression(8).file(),
            tiff(8, 3).kind(6).bigTiff().tag(0x212, 3, 1, 1).file(),
            tiff(14, 4).kind(5).compression(34925).file(),
            tiff(10, 4).kind(2).tag(0x152, 3, 1).compression(50000).strips(9).file()));
  }

  private static TiffMaker tiff(int bits, int samples) {
    int[] all = new int[samples];
    Arrays.fill(all, bits);
    return new TiffMaker(
        40, 30, all, (x, y, s) -> (x * 31L + y * 17 + s) % (1L << Math.min(8, bits)));
  }

  @Test
  void exifAndTextsOfPngs() {
    byte[] png = Samples.file(IMAGE, "png");
    byte[] exif = Samples.exif(ByteOrder.BIG_ENDIAN, 6, Samples.ascii("thumbnail"));
    byte[] digits = Samples.ascii("\nexif\n 4\n4d4d002a\n");
    byte[] text =
        Samples.join(Samples.ascii("Raw profile type exif\0\0"), ProfilesTest.packed(digits));
    survived(
        Mutations.of(6, 200, PngChunks.with(PngChunks.with(png, "zTXt", text), "eXIf", exif))
            .repaired(MutationsTest::withChecksums));
  }

  @Test
  void gifs() {
    survived(Mutations.of(4, 200, Samples.file(IMAGE, "gif"), Samples.file(gray(), "gif")));
  }

  @Test
  void bmps() {
    survived(Mutations.of(5, 200, Samples.file(IMAGE, "bmp"), Samples.file(gray(), "bmp")));
  }

  private static BufferedImage gray() {
    BufferedImage gray = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    gray.getGraphics().drawImage(IMAGE, 0, 0, null);
    return gray;
  }

  /** That some are photos and some are not shows that changes reach what matters. */
  private static void survived(Mutations mutations) {
    Map<String, Integer> outcomes = mutations.decoded(PIXEL_LIMIT);

    assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
    assertThat(outcomes).containsKeys("PHOTO", "TRUNCATED").hasSizeGreaterThan(2);
  }

  /** A PNG whose chunks have the checksums of what they hold now, as far as they can be found. */
  private static byte[] withChecksums(byte[] png) {
    ByteBuffer copy = ByteBuffer.wrap(png.clone());
    long at = 8;
    while (at + 12 <= png.length) {
      long length = copy.getInt((int) at) & 0xffffffffL;
      if (at + 12 + length > png.length) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(copy.array(), (int) at + 4, (int) length + 4);
      copy.putInt((int) (at + 8 + length), (int) sum.getValue());
      at += 12 + length;
    }
    return copy.array();
  }
}
