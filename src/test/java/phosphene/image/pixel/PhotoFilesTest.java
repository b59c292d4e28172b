package phosphene.image.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.image.Photos;
import phosphene.image.Samples;
import phosphene.image.codec.PngTest;
import phosphene.image.exif.Metadata;

/** Files that are made of a dream. */
class PhotoFilesTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 3", "301, 7"})
  void everyPngSurvivesTheRoundTrip(int width, int height) {
    Raster noise = PngTest.noise(width, height);

    Photo photo = decode(encode(noise, Photo.of(noise, Format.GIF)));

    assertThat(photo.format()).isEqualTo(Format.PNG);
    assertThat(photo.raster().planes()).isEqualTo(noise.planes());
  }

  @Test
  void jpegsKeepTheColorsOfSinglePixels() {
    Raster coffee = PngTest.raster(64, 64, i -> (i % 64 / 2 + i / 64 % 64 / 2 + i / 4096) % 3 / 2f);

    byte[] file = encode(coffee, Photo.of(coffee, Format.JPEG));

    // Colors change from one pixel pair to the next: 4:2:0 would mix them.
    assertThat(Samples.psnr(decode(file).raster(), coffee)).isGreaterThan(30);
    int frame = Samples.find(file, new byte[] {(byte) 0xff, (byte) 0xc0});
    assertThat(file[frame + 11]).as("sampling of the luminance").isEqualTo((byte) 0x11);
  }

  @Deterministic
  @ParameterizedTest
  @ValueSource(strings = {"JPEG", "PNG"})
  void theSamePictureGivesTheSameBytesAndExplainsItself(String format) {
    Raster noise = PngTest.noise(33, 20);
    Photo photo = Photo.of(noise, Format.valueOf(format));
    Map<String, String> texts = Map.of("recipe", "größer " + "x".repeat(70_000));

    byte[] file = Photos.encode(noise, photo, Metadata.ALL, texts);

    assertThat(Photos.encode(noise, photo, Metadata.ALL, texts)).isEqualTo(file);
    assertThat(Samples.find(file, Samples.ascii("recipe"))).isPositive();
    assertThat(decode(file).raster().width()).isEqualTo(33);
    assertThat(Photos.extension(photo)).isEqualTo(format.equals("PNG") ? "png" : "jpg");
  }

  @Test
  void aPictureOfAnotherSizeHasNoPlaceUnderAnAlphaChannel() {
    Photo photo = decode(Samples.file(Samples.glass(), "png"));

    assertThatThrownBy(() -> encode(PngTest.noise(3, 3), photo))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid picture: 3x3 (must be of the photo's 4 pixels, which has an alpha channel)");
  }

  @Test
  void transparencyIsWrittenBack() {
    Photo photo = decode(Samples.file(Samples.glass(), "png"));

    Photo again = decode(encode(photo.raster(), photo));

    assertThat(again.alpha()).isEqualTo(photo.alpha());
    assertThat(Samples.distance(again.raster(), photo.raster())).isLessThan(1);
  }

  private static Photo decode(byte[] file) {
    return Photos.decode(file, Photos.PIXEL_LIMIT);
  }

  private static byte[] encode(Raster picture, Photo like) {
    return Photos.encode(picture, like, Metadata.ALL, Map.of());
  }
}
