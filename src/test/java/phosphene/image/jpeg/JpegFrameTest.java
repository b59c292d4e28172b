package phosphene.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import phosphene.image.BadPhotosTest;
import phosphene.image.Photos;
import phosphene.image.Samples;
import phosphene.image.codec.Jpeg;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** What headers of JPEG files say, where decoders would make a wrong picture of it, or no sense. */
class JpegFrameTest {
  private static final byte[] JPEG = Jpeg.encode(Samples.quarters(64, 48));

  @Test
  void jfifSaysMoreOfColorsThanAdobe() {
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
  void aPictureWithoutTheScanOfAColorIsCut() {
    int scan = Samples.find(JPEG, new byte[] {-1, (byte) 0xda});
    byte[] header = {-1, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
    byte[] gray =
        Samples.join(
            Arrays.copyOf(JPEG, scan), header, Arrays.copyOfRange(JPEG, scan + 14, JPEG.length));

    UnreadableImageException e = BadPhotosTest.refused(gray);
    assertThat(e.reason()).isEqualTo(Reason.TRUNCATED);
    assertThat(e).hasMessageContaining("all of its colours");
  }

  @Test
  void theHeightMayFollowTheFirstScan() {
    byte[] progressive = Samples.progressive(Samples.quarters(64, 48));
    for (byte[] usual : new byte[][] {JPEG, progressive}) {
      byte[] file = linesBehindTheScan(usual, 48);
      Photo expected = decode(usual);

      assertThat(decode(file).raster().planes()).containsExactly(expected.raster().planes());
      assertThat(decode(file).notes()).isEmpty();
      assertThat(Photos.extent(file, 100_000)).isEqualTo(Photos.extent(usual, 100_000));
      byte[] cut = Arrays.copyOf(file, file.length - 2);
      assertThat(decode(cut).raster().planes()).containsExactly(expected.raster().planes());
    }
    assertThat(BadPhotosTest.refused(linesBehindTheScan(JPEG, 65535)).reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void aHeightThatNothingSaysIsNoEmptyPicture() {
    byte[] file = JPEG.clone();
    file[Samples.find(JPEG, new byte[] {-1, (byte) 0xc0}) + 6] = 0;

    UnreadableImageException whole = BadPhotosTest.refused(file);
    assertThat(whole.reason()).isEqualTo(Reason.DAMAGED);
    assertThat(whole).hasMessageContaining("height is 0").hasMessageContaining("DNL");
    assertThat(BadPhotosTest.refused(Arrays.copyOf(file, file.length - 9)).reason())
        .isEqualTo(Reason.TRUNCATED);
  }

  /** The file with 0 as height, and the height behind the first scan. */
  private static byte[] linesBehindTheScan(byte[] jpeg, int height) {
    byte[] file = jpeg.clone();
    int frame = Samples.find(jpeg, new byte[] {-1, (byte) 0xc0});
    frame = frame < 0 ? Samples.find(jpeg, new byte[] {-1, (byte) 0xc2}) : frame;
    file[frame + 5] = 0;
    file[frame + 6] = 0;
    int end = Samples.find(jpeg, new byte[] {-1, (byte) 0xda}) + 2;
    while (jpeg[end] != -1 || jpeg[end + 1] == 0) {
      end++;
    }
    byte[] lines = {-1, (byte) 0xdc, 0, 4, (byte) (height >> 8), (byte) height};
    return Samples.join(
        Arrays.copyOf(file, end), lines, Arrays.copyOfRange(file, end, file.length));
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
