package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    BufferedImage grey = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    grey.getGraphics().drawImage(IMAGE, 0, 0, null);
    byte[] thumbnail = Samples.ascii("thumbnail");
    byte[] exif = Samples.exif(java.nio.ByteOrder.LITTLE_ENDIAN, 6, thumbnail);
    survived(
        Mutations.of(
            1,
            200,
            Samples.withExif(Jpeg.encode(IMAGE), exif),
            Samples.progressive(IMAGE),
            Samples.file(grey, "jpeg"),
            Samples.fourComponents(2, 179, 171, 1, 255)));
  }

  @Test
  void pngs() {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    byte[] coloured = ProfilesTest.png(IMAGE, profile);
    byte[] glass = Samples.file(Samples.glass(), "png");
    Mutations mutations = Mutations.of(2, 100, Samples.file(IMAGE, "png"), coloured, glass);
    survived(mutations.and(mutations.repaired(MutationsTest::withChecksums)));
  }

  @Test
  void tiffs() {
    survived(Mutations.of(3, 200, Samples.file(IMAGE, "tiff")));
  }

  @Test
  void gifs() {
    survived(Mutations.of(4, 200, Samples.file(IMAGE, "gif"), Samples.file(grey(), "gif")));
  }

  @Test
  void bmps() {
    survived(Mutations.of(5, 200, Samples.file(IMAGE, "bmp"), Samples.file(grey(), "bmp")));
  }

  private static BufferedImage grey() {
    BufferedImage grey = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_GRAY);
    grey.getGraphics().drawImage(IMAGE, 0, 0, null);
    return grey;
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
