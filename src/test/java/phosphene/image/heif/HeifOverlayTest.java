package phosphene.image.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import phosphene.image.Photos;
import phosphene.image.ProfilesTest;
import phosphene.image.Samples;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** HEIF files whose picture is several that lie over each other. */
class HeifOverlayTest {
  private static final long HALF = 0x8080;
  private static final long[] GRAY = {HALF, HALF, HALF, 65535, 100, 90};

  /** Red, green and blue of 64x64, and the picture made of them. */
  private static HeifSamples samples(byte[] overlay, byte[]... properties) {
    byte[][] all = Arrays.copyOf(properties, properties.length + 1);
    all[properties.length] = HeifSamples.size(100, 90);
    return new HeifSamples()
        .coded("tile-red.heic", HeifSamples.size(64, 64))
        .coded("tile-green.heic", HeifSamples.size(64, 64))
        .coded("tile-blue.heic", HeifSamples.size(64, 64))
        .item("iovl", overlay, all)
        .reference("dimg", 4, 1, 2, 3);
  }

  @Test
  void picturesLieOverEachOtherInTheirOrder() {
    byte[] overlay = HeifSamples.overlay(GRAY, 10, 20, 30, 30, -60, 85);
    byte[] file = samples(overlay).primary(4);

    Photo photo = decode(file);

    assertThat(photo.levels().width()).isEqualTo(100);
    assertThat(photo.levels().height()).isEqualTo(90);
    assertThat(photo.alpha()).isEmpty();
    Raster raster = photo.raster();
    assertThat(Samples.rgb(raster, 9, 20)).isEqualTo(0x808080);
    assertThat(Samples.rgb(raster, 10, 20)).isEqualTo(0xff0000);
    assertThat(Samples.rgb(raster, 29, 30)).isEqualTo(0xff0000);
    assertThat(Samples.rgb(raster, 30, 30)).isEqualTo(0x00ff00);
    assertThat(Samples.rgb(raster, 93, 89)).isEqualTo(0x00ff00);
    assertThat(Samples.rgb(raster, 94, 89)).isEqualTo(0x808080);
    assertThat(Samples.rgb(raster, 3, 85)).isEqualTo(0x0000ff);
    assertThat(Samples.rgb(raster, 3, 84)).isEqualTo(0x808080);
    assertThat(Samples.rgb(raster, 4, 85)).isEqualTo(0x808080);
    Extent extent = Photos.extent(file, 20_000);
    assertThat(extent.width()).isEqualTo(100);
    assertThat(extent.height()).isEqualTo(90);
  }

  @Test
  void theWholeIsTurnedAndMayBeClear() {
    byte[] overlay = HeifSamples.overlay(new long[] {0, 0, 0, 0, 100, 90}, 0, 0, 900, 0, 0, -900);

    Photo photo = decode(samples(overlay, HeifSamples.turn(1)).primary(4));

    assertThat(photo.levels().width()).isEqualTo(90);
    assertThat(photo.levels().height()).isEqualTo(100);
    assertThat(Samples.rgb(photo.raster(), 0, 99)).isEqualTo(0xff0000);
    assertThat(photo.alpha()[99 * 90]).isEqualTo((byte) 255);
    assertThat(Samples.rgb(photo.raster(), 0, 0)).isEqualTo(0xffffff);
    assertThat(photo.alpha()[0]).isZero();
  }

  @Test
  void aPictureThatIsPartlyClearShowsWhatIsBelow() {
    byte[] file =
        new HeifSamples()
            .coded("tile-red.heic", HeifSamples.size(64, 64))
            .coded("wide.heic", HeifSamples.size(64, 64), HeifSamples.opacity())
            .reference("auxl", 2, 1)
            .item("iovl", HeifSamples.overlay(GRAY, 0, 0), HeifSamples.size(100, 90))
            .reference("dimg", 3, 1)
            .primary(3);
    // The opacity is the green of c86432, which is its first plane.
    double share = 0x64 / 255.0;
    int green = (int) Math.round(128 * (1 - share));
    int red = (int) Math.round(255 * share + 128 * (1 - share));

    Raster raster = decode(file).raster();

    ProfilesTest.assertNear(Samples.rgb(raster, 5, 5), red << 16 | green << 8 | green, 2);
    assertThat(Samples.rgb(raster, 70, 5)).isEqualTo(0x808080);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    byte[] overlay = HeifSamples.overlay(GRAY, 10, 20, 30, 30, -60, 85);
    refused(samples(Arrays.copyOf(overlay, 20)).primary(4), Reason.DAMAGED, "not described");
    long[] none = {0, 0, 0, 0, 0, 90};
    refused(
        samples(HeifSamples.overlay(none, 0, 0, 0, 0, 0, 0)).primary(4), Reason.EMPTY, "pixels");
    byte[] inner =
        samples(overlay)
            .item("iden", new byte[0], HeifSamples.size(100, 90))
            .reference("dimg", 5, 4)
            .primary(5);
    refused(inner, Reason.UNSUPPORTED, "an overlay within another picture");
    int[] same = new int[60];
    Arrays.fill(same, 1);
    byte[] over =
        samples(HeifSamples.overlay(GRAY, new long[120]))
            .item("iovl", HeifSamples.overlay(GRAY, new long[120]), HeifSamples.size(100, 90))
            .reference("dimg", 5, same)
            .primary(5);
    refused(over, Reason.TOO_LARGE, "245760 pixels in the pictures of its overlay");
  }

  private static Photo decode(byte[] file) {
    return Photos.decode(file, 20_000);
  }

  private static void refused(byte[] file, Reason reason, String message) {
    UnreadableImageException e =
        catchThrowableOfType(UnreadableImageException.class, () -> decode(file));
    assertThat(e).hasMessageContaining(message);
    assertThat(e.reason()).isEqualTo(reason);
  }
}
