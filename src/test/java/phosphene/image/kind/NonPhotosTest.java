package phosphene.image.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.DecoderVersion;
import phosphene.image.Photos;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;

/** What first bytes say of a file. */
class NonPhotosTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "%PDF-1.7,PDF",
        "PK\u0003\u0004....,an archive (ZIP)",
        "SQLite format 3\0,a database (SQLite)",
        "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1,a file of Microsoft Office or Windows (OLE)",
        "\0\0\0\u0018ftypisom,a film (MP4)",
        "\0\0\0\u0018ftypqt  ,a film (QuickTime)",
        "\u001aE\u00df\u00a3,a film (Matroska or WebM)",
        "RIFF....AVI ,a film (AVI)",
        "\u007fELF,a program (ELF)",
        "hello world\t,text",
        "<!doctype html><title>404</title>,a web page (HTML)",
        "\u0001\u0002\u0003\u0004,a file of no known format",
        "BMW is a car,text",
      })
  void theseBeginAsNoPicture(String head, String kind) {
    assertThat(NonPhotos.kind(latin(head))).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\u0018ftypheic",
        "\0\0\0\u0018ftyphevx",
        "\0\0\0\u0018ftypavif",
        "\0\0\0\u0018ftypcrx ",
        "8BPS\0\u0001",
        "\0\0\0\fjP  \r\n\u0087\n",
        "\u00ff\n..",
        "GIF89a",
        "II*\0",
        "<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>",
      })
  void theseBeginAsPicturesWhetherTheyAreReadOrNot(String head) {
    assertThat(NonPhotos.kind(latin(head))).isEmpty();
  }

  @Test
  void picturesThatAreReadBeginAsPictures() {
    Raster raster = new Raster(4, 4, new float[48]);
    for (Format format : new Format[] {Format.JPEG, Format.PNG}) {
      byte[] file = Photos.encode(raster, Photo.of(raster, format), Metadata.NONE, Map.of());

      assertThat(NonPhotos.kind(Arrays.copyOf(file, 64))).isEmpty();
      assertThat(DecoderVersion.of(file))
          .isEqualTo(new DecoderVersion(format.word(), format.decoder()));
    }
  }

  @Test
  void aFileWithoutBytesIsEmpty() {
    assertThat(NonPhotos.kind(new byte[0])).contains("an empty file");
    assertThat(DecoderVersion.of(new byte[0])).isEqualTo(DecoderVersion.NONE);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
