package phosphene.image.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Models;
import phosphene.image.BadPhotosTest;
import phosphene.image.Samples;
import phosphene.image.exif.TiffMaker;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** What is no photo of a supported format is refused by what it is. */
class FileKindTest {
  @ParameterizedTest
  @CsvSource({
    "IIRO, a camera's raw file (Olympus ORF), CAMERA_RAW",
    "IIRS, a camera's raw file (Olympus ORF), CAMERA_RAW",
    "MMOR, a camera's raw file (Olympus ORF), CAMERA_RAW",
    "IIU_, a camera's raw file (Panasonic RW2), CAMERA_RAW",
    "FUJIFILMCCD-RAW 0201, a camera's raw file (Fujifilm RAF), CAMERA_RAW",
    "FOVb, a camera's raw file (Sigma X3F), CAMERA_RAW",
    "_MRM, a camera's raw file (Minolta MRW), CAMERA_RAW",
    "____ftypcrx , a camera's raw file (CR3), CAMERA_RAW",
    "v/1^, OpenEXR, PICTURE",
    "#?RADIANCE, Radiance HDR, PICTURE",
    "8BPS, Photoshop, PICTURE",
    "gimp xcf v011, GIMP's XCF, PICTURE",
    "____ftypisom, a film (MP4), FILM",
    "____ftypmp42, a film (MP4), FILM",
    "'____ftypqt  ', a film (QuickTime), FILM",
    "____ftyp3gp5, a film (3GP), FILM",
    "____moov, a film (QuickTime), FILM",
    "RIFF____AVI LIST, a film (AVI), FILM",
    "YUV4MPEG2 W4 H4, a film (YUV4MPEG2), FILM",
    "'\u0006\u000e+4\u0002\u0005\u0001\u0001', a film (MXF), FILM",
    "'____ftypM4A ', a sound file (MPEG-4), SOUND",
    "RIFF____WAVEfmt , a sound file (WAV), SOUND",
    "ID3, a sound file (MP3), SOUND",
    "fLaC, a sound file (FLAC), SOUND",
    "%PDF-1.7, PDF, DOCUMENT",
    "{\\rtf1, a document (RTF), DOCUMENT",
    "PK^^mimetypeapplication/vnd.oasis, an archive (ZIP), ARCHIVE",
    "SQLite format 3_, a database (SQLite), DATA",
    "PAR1, a table (Parquet), DATA",
    "<svg xmlns='http://www.w3.org/2000/svg'/>, SVG, PICTURE",
    "<?xml version='1.0'?><!-- a drawing --> <!DOCTYPE svg PUBLIC 'x' 'y'><svg/>, SVG, PICTURE",
    "<!DOCTYPE html><html>, a web page (HTML), DOCUMENT",
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'>, a photo's description (XMP), SIDECAR",
    "<?xpacket begin=''?>, a photo's description (XMP), SIDECAR",
    "<?xml version='1.0'?><plist/>, a document (XML), DOCUMENT"
  })
  void itsFirstBytesTellWhatAFileIs(String start, String name, FileKind.Family family) {
    // _ is a zero, ^ a one (or the 3 and 4 of a ZIP)
    String text = start.replace("PK^^", "PK\3\4").replace('_', '\0').replace('^', '\1');
    byte[] bytes = Arrays.copyOf(Samples.ascii(text), 600);

    assertThat(FileKind.of(bytes)).contains(new FileKind(name, family));
    UnreadableImageException e = BadPhotosTest.refused(bytes);
    assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(e).hasMessage("Cannot decode image: " + name + " is not supported");
  }

  @Test
  void packetsOfAFilmAreKnownWithAndWithoutTheirTimes() {
    for (int length : new int[] {188, 192}) {
      byte[] start = new byte[4 * length];
      for (int i = 0; i < 4; i++) {
        start[i * length + length - 188] = 0x47;
      }
      assertThat(FileKind.of(start).orElseThrow().name()).isEqualTo("a film (MPEG)");
    }
  }

  @Test
  void numbersThatMakeSenseTellIconsAndTarga() {
    assertThat(kind(0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 0, 4, 0, 0, 22, 0, 0, 0))
        .isEqualTo("an icon (ICO)");
    assertThat(kind(0, 0, 2, 0, 2, 0, 32, 32, 2, 0, 1, 0, 1, 0, 0, 4, 0, 0, 22, 0, 0, 0))
        .isEqualTo("a cursor (CUR)");
    assertThat(kind(0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 48, 0, 24, 32, 1))
        .isEqualTo("Targa (TGA)");
    assertThat(kind(0, 1, 1, 0, 0, 0, 1, 24, 0, 0, 0, 0, 64, 0, 48, 0, 8, 0, 1))
        .isEqualTo("Targa (TGA)");
    assertThat(FileKind.of(new byte[5000])).isEmpty();
    assertThat(FileKind.of(new byte[0])).isEmpty();
    assertThat(FileKind.of(Samples.ascii("Some words that are no picture."))).isEmpty();
  }

  private static String kind(int... bytes) {
    byte[] start = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      start[i] = (byte) bytes[i];
    }
    return FileKind.of(start).orElseThrow().name();
  }

  @Test
  void drawingsAreKnownInEveryEncoding() {
    String svg = "\ufeff<?xml version=\"1.0\"?>\n<svg width=\"4\"/>";
    for (var charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThat(FileKind.of(svg.getBytes(charset)).orElseThrow().name()).isEqualTo("SVG");
    }
  }

  @Test
  void onlyPicturesAndRawFilesMayBeMeantAsPhotos() {
    for (FileKind.Family family : FileKind.Family.values()) {
      boolean picture = family == FileKind.Family.PICTURE || family == FileKind.Family.CAMERA_RAW;
      assertThat(new FileKind("x", family).evidentlyNoPhoto()).isEqualTo(!picture);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "tiff", "bmp", "gif"})
  void photosAreOfNoForeignKind(String format) {
    BufferedImage image = Samples.quarters(8, 8);
    assertThat(FileKind.of(Samples.file(image, format))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "dng, 'a camera''s raw file (DNG)'",
    "big dng, 'a camera''s raw file (DNG)'",
    "linear, 'a camera''s raw file (Canon)'",
    "filtered, 'a camera''s raw file (Canon)'",
    "below, 'a camera''s raw file (Canon)'",
    "packed, 'a camera''s raw file (Canon)'",
    "cr2, 'a camera''s raw file (Canon CR2)'",
    "iiq, 'a camera''s raw file (Phase One IIQ)'",
    "small, 'a camera''s raw file (Canon)'"
  })
  void rawFilesThatAreTiffFilesAreKnownByWhatTheyHold(String what, String name) {
    TiffMaker maker = new TiffMaker(16, 16, new int[] {8, 8, 8}, (x, y, s) -> 99).kind(2);
    maker.tag(0x10f, 2, 'C', 'a', 'n', 'o', 'n', 0);
    switch (what) {
      case "dng" -> maker.tag(0xc612, 1, 1, 4, 0, 0);
      case "big dng" -> maker.bigTiff().order(ByteOrder.BIG_ENDIAN).tag(0xc612, 1, 1, 4, 0, 0);
      case "linear" -> maker.kind(34892);
      case "filtered" -> maker.kind(32803);
      case "packed" -> maker.compression(34713);
      case "small" -> maker.tag(0xfe, 4, 1);
      default -> {}
    }
    byte[] file = maker.file();
    if (what.equals("cr2") || what.equals("iiq")) {
      byte[] word = Samples.ascii(what.equals("cr2") ? "CR\2\0" : "IIII");
      System.arraycopy(word, 0, file, 8, 4);
    }
    if (what.equals("below")) {
      byte[] sensor = new TiffMaker(16, 16, new int[] {12}, (x, y, s) -> 9).kind(32803).file();
      int first = java.nio.ByteBuffer.wrap(sensor).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
      file = grafted(sensor, maker.tag(0x14a, 4, first));
    }

    UnreadableImageException e = BadPhotosTest.refused(file);
    assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(e).hasMessage("Cannot decode TIFF: it is " + name);
  }

  /** The first file with the directory of the other as its first. */
  private static byte[] grafted(byte[] base, TiffMaker other) {
    byte[] file = other.file();
    var copy = java.nio.ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int first = copy.getInt(4);
    int shift = base.length + base.length % 2;
    byte[] joined = Arrays.copyOf(base, shift + file.length);
    System.arraycopy(file, 0, joined, shift, file.length);
    var out = java.nio.ByteBuffer.wrap(joined).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(4, shift + first);
    for (int i = 0; i < copy.getShort(first); i++) {
      int at = shift + first + 2 + 12 * i;
      int bytes =
          out.getInt(at + 4) * (out.getShort(at + 2) == 3 ? 2 : out.getShort(at + 2) == 4 ? 4 : 1);
      if (bytes > 4) {
        out.putInt(at + 8, out.getInt(at + 8) + shift);
      }
    }
    return joined;
  }

  @Test
  void theSamplesThatWereUnknownAreNamed() throws IOException {
    Path folder = Models.folder().resolveSibling("cases").resolve("photos");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(folder), "no cases here");

    assertThat(FileKind.of(Files.readAllBytes(folder.resolve("olympus.orf"))).orElseThrow().name())
        .isEqualTo("a camera's raw file (Olympus ORF)");
    assertThat(FileKind.of(Files.readAllBytes(folder.resolve("clip.mp4"))).orElseThrow().name())
        .isEqualTo("a film (MP4)");
  }
}
