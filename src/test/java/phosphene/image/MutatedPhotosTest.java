package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.heif.HeifSamples;
import phosphene.image.pixel.UnreadableImageException;

/** Files that a process decodes, changed at random: each is a picture or a refusal. */
class MutatedPhotosTest {
  private static final int FILES = 200;

  // The picture, its samples and the file some times over.
  private static final long MOST_BYTES = 30_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossless.heic",
        "glass.heic",
        "lossy.avif",
        "premultiplied.avif",
        "lossy webp",
        "webp"
      })
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void noChangeOfBytesBreaksMoreThanThePicture(String name) {
    byte[] whole = whole(name);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Photos.decode(whole, 100_000); // the first unpacks the decoder
    int pictures = 0;
    int files = FILES / 2; // two of each format
    for (int i = 0; i < files; i++) {
      byte[] bytes = mutated(whole, random);
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        Photos.extent(bytes, 100_000);
        Photos.decode(bytes, 100_000);
        pictures++;
      } catch (UnreadableImageException e) {
        assertThat(e).hasMessageStartingWith("Cannot decode ");
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    }
    assertThat(pictures).isLessThan(files);
  }

  private static byte[] whole(String name) {
    var picture = Samples.quarters(64, 48);
    return switch (name) {
      case "webp" -> Samples.webp(picture);
      case "lossy webp" -> Samples.ffmpeg(Samples.file(picture, "png"), "-c:v libwebp -f webp");
      default -> HeifSamples.file(name);
    };
  }

  /** Cut, with bits flipped, or with a number forged. */
  private static byte[] mutated(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    switch (random.nextInt(4)) {
      case 0 -> bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      case 1 -> {
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 2 -> {
        int at = random.nextInt(bytes.length - 4);
        byte[] forged = HeifSamples.number(4, forged(random));
        System.arraycopy(forged, 0, bytes, at, 4);
      }
      default -> {
        int at = random.nextInt(bytes.length);
        Arrays.fill(bytes, at, Math.min(bytes.length, at + 20), (byte) random.nextInt());
      }
    }
    return bytes;
  }

  private static long forged(SplittableRandom random) {
    long[] usual = {0, 1, 0xffff, 0x10000, 0x7fffffffL, 0x80000000L, 0xffffffffL};
    return usual[random.nextInt(usual.length)];
  }
}
