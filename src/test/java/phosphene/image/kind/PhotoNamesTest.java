package phosphene.image.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.pixel.Format;

/** What names of files say of them. */
class PhotoNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.txt",
        "IMG_1.XMP",
        "IMG_1.JPG.xmp",
        "IMG_1.AAE",
        "MVI_1.THM",
        "b.json",
        "README.md",
        "list.csv",
        "x.xml",
        "index.html",
        "paper.pdf",
        "all.zip",
        "photos.db",
        "a.sqlite-wal",
        "Thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "Desktop.INI",
        "_SUCCESS",
        "trip_$folder$",
        "a.jpg~",
        "~",
        "a.jpg.part",
        "a.jpg.crdownload",
        "a.tmp",
        "a.lock",
        "clip.MP4",
        "clip.mov",
        "song.mp3",
        "a.lrcat",
        "Icon\r",
        "a.docx",
        "a.jpg.md5"
      })
  void theseAreNoPhotos(String name) {
    assertThat(PhotoNames.deny(name)).isTrue();
    assertThat(PhotoNames.claim(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.jpg", "A.JPG", "a.jpeg", "a.png", "a.webp", "a.tif", "a.heic", "a.avif", "a.gif",
            "a.bmp",
        "a.psd", "a.dng", "a.CR2", "a.nef", "a.orf", "a.svg", "a.ico", "a.tga", "a.exr", "a.jxl",
        "txt.jpg", "a.txt.jpg", ".jpg"
      })
  void theseClaimToBePhotos(String name) {
    assertThat(PhotoNames.claim(name)).isTrue();
    assertThat(PhotoNames.deny(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "photo",
        "IMG_1",
        "a.jpg.orig",
        "a.dat",
        "www.example.com",
        "Dr. C",
        "txt",
        "db",
        "a.",
        "part"
      })
  void theseMayBeAnything(String name) {
    assertThat(PhotoNames.claim(name)).isFalse();
    assertThat(PhotoNames.deny(name)).isFalse();
  }

  @Test
  void foldersThatProgramsMakeForThemselvesHoldNoPhotos() {
    assertThat(PhotoNames.denyFolder("@eaDir")).isTrue();
    assertThat(PhotoNames.denyFolder("__MACOSX")).isTrue();
    assertThat(PhotoNames.denyFolder("trip")).isFalse();
  }

  @Test
  void everyFormatThatIsReadClaims() {
    assertThat(Arrays.stream(Format.values()).flatMap(format -> format.endings().stream()))
        .allMatch(ending -> PhotoNames.claim("a." + ending));
  }

  @Test
  void aNameIsShownInOneLine() {
    assertThat(PhotoNames.printable("a\nb\u001b[31m ü漢.jpg")).isEqualTo("a\\x0ab\\x1b[31m ü漢.jpg");
  }
}
