package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import phosphene.image.UnreadableImageException.Reason;

/** What headers of JPEG files say, where decoders would make a wrong picture of it, or no sense. */
class JpegFrameTest {
  private static final byte[] JPEG = Jpeg.encode(Samples.quarters(64, 48));

  @Test
  void jfifSaysMoreOfColoursThanAdobe() {
    byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    byte[] first = Samples.segment(JPEG, 0xee, adobe);
    int jfif = 4 + (JPEG[5] & 255);
    byte[] second =
        Samples.join(
            Arrays.copyOf(JPEG, jfif),
            Arrays.copyOfRange(first, 2, 18),
            Arrays.copyOfRange(JPEG, jfif, JPEG.length));

    assertThat(Format.latin(JPEG, 6, 4)).isEqualTo("JFIF");
    float[] expected = decode(JPEG).raster().planes();
    assertThat(decode(first).raster().planes()).containsExactly(expected);
    assertThat(decode(second).raster().planes()).containsExactly(expected);
    // Without JFIF, Adobe's word counts.
    byte[] alone =
        Samples.join(
            Arrays.copyOf(JPEG, 2),
            Arrays.copyOfRange(first, 2, 18),
            Arrays.copyOfRange(JPEG, jfif, JPEG.length));
    assertThat(decode(alone).raster().planes()).isNotEqualTo(expected);
  }

  @Test
  void aPictureWithoutTheScanOfAColourIsCut() {
    int scan = Samples.find(JPEG, new byte[] {-1, (byte) 0xda});
    byte[] header = {-1, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
    byte[] grey =
        Samples.join(
            Arrays.copyOf(JPEG, scan), header, Arrays.copyOfRange(JPEG, scan + 14, JPEG.length));

    UnreadableImageException e = BadPhotosTest.refused(grey);
    assertThat(e.reason()).isEqualTo(Reason.TRUNCATED);
    assertThat(e).hasMessageContaining("all of its colours");
  }

  @Test
  void whatIsNotReadIsNamed() {
    byte[] deep = JPEG.clone();
    deep[Samples.find(JPEG, new byte[] {-1, (byte) 0xc0}) + 4] = 12;
    byte[] lossless = JPEG.clone();
    lossless[Samples.find(JPEG, new byte[] {-1, (byte) 0xc0}) + 1] = (byte) 0xf7;

    for (byte[] file : new byte[][] {deep, lossless}) {
      UnreadableImageException e = BadPhotosTest.refused(file);
      assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
      assertThat(e).hasMessageContaining(file == deep ? "12 bits a sample" : "JPEG-LS");
    }
  }

  private static Photo decode(byte[] jpeg) {
    return Photos.decode(jpeg, 100_000);
  }
}
