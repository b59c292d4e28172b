package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.ExifThumbnailDirectory;
import com.drew.metadata.exif.GpsDirectory;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.image.codec.Jpeg;
import phosphene.image.codec.PngTest;
import phosphene.image.exif.Tiff;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.png.PngChunks;

/** EXIF of a dream, as metadata-extractor reads it. */
class ExifTest {
  private static final byte[] THUMBNAIL = Samples.ascii("the picture as it was before");
  private static final Raster PICTURE = PngTest.noise(48, 64);

  @ParameterizedTest
  @CsvSource({"JPEG, LITTLE", "JPEG, BIG", "PNG, LITTLE", "PNG, BIG"})
  void whatIsKeptFitsTheUprightPicture(String format, String order) throws Exception {
    byte[] block =
        Samples.exif(
            order.equals("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, 6, THUMBNAIL);
    byte[] file =
        format.equals("JPEG")
            ? Samples.withExif(Jpeg.encode(Samples.quarters(64, 48)), block)
            : PngChunks.with(Samples.file(Samples.quarters(64, 48), "png"), "eXIf", block);
    Photo photo = Photos.decode(file, Photos.PIXEL_LIMIT);
    assertThat(photo.exif()).isEqualTo(block);
    assertThat(photo.raster().width()).isEqualTo(48);

    byte[] dream = Photos.encode(PICTURE, photo, phosphene.image.exif.Metadata.ALL, Map.of());

    Metadata read = read(dream);
    var first = read.getFirstDirectoryOfType(ExifIFD0Directory.class);
    assertThat(first.getInt(ExifDirectoryBase.TAG_ORIENTATION)).isEqualTo(1);
    assertThat(first.getString(ExifDirectoryBase.TAG_MAKE)).isEqualTo("Phosphe");
    var second = read.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    assertThat(second.getInt(ExifDirectoryBase.TAG_COLOR_SPACE)).isEqualTo(1);
    assertThat(second.getInt(ExifDirectoryBase.TAG_EXIF_IMAGE_WIDTH)).isEqualTo(48);
    assertThat(second.getInt(ExifDirectoryBase.TAG_EXIF_IMAGE_HEIGHT)).isEqualTo(64);
    assertThat(read.getFirstDirectoryOfType(GpsDirectory.class).getString(1)).isEqualTo("N");
    assertThat(read.containsDirectoryOfType(ExifThumbnailDirectory.class)).isFalse();
    assertThat(Samples.find(dream, THUMBNAIL)).isEqualTo(-1);
  }

  @Test
  void whatIsStrippedIsGone() throws Exception {
    byte[] block = Samples.exif(ByteOrder.BIG_ENDIAN, 6, THUMBNAIL);
    byte[] file = Samples.withExif(Jpeg.encode(Samples.quarters(64, 48)), block);
    Photo photo = Photos.decode(file, Photos.PIXEL_LIMIT);

    byte[] dream = Photos.encode(PICTURE, photo, phosphene.image.exif.Metadata.NONE, Map.of());

    assertThat(read(dream).containsDirectoryOfType(ExifIFD0Directory.class)).isFalse();
    assertThat(Samples.find(dream, Samples.ascii("Phosphe"))).isEqualTo(-1);
  }

  @Test
  void anUprightBlockIsUprightAgain() {
    byte[] block = Samples.exif(ByteOrder.BIG_ENDIAN, 6, THUMBNAIL);

    byte[] once = Tiff.upright(block, 48, 64);

    assertThat(once).hasSizeLessThan(block.length);
    assertThat(Tiff.upright(once, 48, 64)).isEqualTo(once);
  }

  @Test
  void aBrokenBlockIsNoReasonToLoseThePhoto() {
    byte[] jpeg = Jpeg.encode(Samples.quarters(64, 48));
    byte[] block = Samples.exif(ByteOrder.BIG_ENDIAN, 1, THUMBNAIL);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100; i++) {
      byte[] broken = java.util.Arrays.copyOf(block, random.nextInt(block.length));
      for (int change = 0; change < 3 && broken.length > 10; change++) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      Photo photo = Photos.decode(Samples.withExif(jpeg, broken), Photos.PIXEL_LIMIT);
      byte[] dream =
          Photos.encode(photo.raster(), photo, phosphene.image.exif.Metadata.ALL, Map.of());
      assertThat(Photos.decode(dream, Photos.PIXEL_LIMIT).raster().width())
          .isEqualTo(photo.raster().width());
    }
  }

  private static Metadata read(byte[] file) throws Exception {
    return ImageMetadataReader.readMetadata(new ByteArrayInputStream(file));
  }
}
