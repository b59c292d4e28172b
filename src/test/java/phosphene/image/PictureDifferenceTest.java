package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import phosphene.image.codec.Png;
import phosphene.image.codec.PngTest;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;

/** Whether two files may be of one picture. */
class PictureDifferenceTest {
  private static final Raster PICTURE =
      PngTest.raster(48, 32, i -> (float) (0.5 + 0.4 * Math.sin(i * 0.05) * Math.cos(i * 0.017)));

  @Test
  void filesOfTwoEncodersOfPngAreOfOnePicture() throws IOException {
    byte[] ours = Png.encode(PICTURE, Map.of());
    byte[] theirs = written("png", 0.1f);

    assertThat(theirs).isNotEqualTo(ours);
    assertThat(PictureDifference.same(ours, theirs)).isTrue();
  }

  @Test
  void oneLevelOfOneValueMakesAnotherPng() {
    Raster other = new Raster(48, 32, PICTURE.planes().clone());
    other.planes()[77] += 1 / 255f;

    assertThat(same(PICTURE, other, Format.PNG)).isFalse();
  }

  @Test
  void otherTextsMakeAnotherPng() {
    assertThat(
            PictureDifference.same(
                Png.encode(PICTURE, Map.of("a", "1")), Png.encode(PICTURE, Map.of("a", "2"))))
        .isFalse();
  }

  @Test
  void jpegFilesMayDifferByRoundings() {
    Raster other = new Raster(48, 32, PICTURE.planes().clone());
    for (int i = 0; i < other.planes().length; i += 97) {
      other.planes()[i] += 1 / 255f;
    }

    assertThat(same(PICTURE, other, Format.JPEG)).isTrue();
    assertThat(same(PICTURE, other, Format.PNG)).isFalse();
  }

  @Test
  void anotherDreamIsAnotherJpeg() {
    Raster other = new Raster(48, 32, PICTURE.planes().clone());
    for (int i = 0; i < other.planes().length; i++) {
      other.planes()[i] += (i * 31 % 7 - 3) / 255f;
    }
    Raster spot = new Raster(48, 32, PICTURE.planes().clone());
    for (int y = 8; y < 12; y++) {
      for (int x = 8; x < 12; x++) {
        spot.planes()[y * 48 + x] = 0;
      }
    }

    assertThat(same(PICTURE, other, Format.JPEG)).isFalse();
    assertThat(same(PICTURE, spot, Format.JPEG)).isFalse();
  }

  @Test
  void formatsAndSizesMustBeTheSame() {
    byte[] png = Png.encode(PICTURE, Map.of());

    assertThat(PictureDifference.of(png, file(PICTURE, Format.JPEG))).isEmpty();
    assertThat(PictureDifference.of(png, Png.encode(PngTest.noise(32, 48), Map.of()))).isEmpty();
    assertThatThrownBy(() -> PictureDifference.of(png, new byte[9]))
        .isInstanceOf(UnreadableImageException.class);
  }

  private static boolean same(Raster one, Raster other, Format format) {
    return PictureDifference.same(file(one, format), file(other, format));
  }

  private static byte[] file(Raster picture, Format format) {
    return Photos.encode(picture, Photo.of(picture, format), Metadata.NONE, Map.of());
  }

  private static byte[] written(String format, float quality) throws IOException {
    BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 48 * 32; i++) {
      int pixel = 0;
      for (int plane = 0; plane < 3; plane++) {
        pixel = pixel << 8 | Levels.level(PICTURE.planes()[plane * 48 * 32 + i]);
      }
      image.setRGB(i % 48, i / 48, pixel);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
