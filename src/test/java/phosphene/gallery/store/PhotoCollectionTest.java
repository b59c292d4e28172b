package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.gallery.store.PhotoCollection.Folder;
import phosphene.gallery.store.PhotoCollection.Found;
import phosphene.plan.PhotoFile;
import phosphene.spec.SpecException;

/** Which files of a folder are its photos. */
class PhotoCollectionTest {
  private static final List<String> NAMES =
      List.of(
          "a.jpg",
          "a.png",
          "A.JPG",
          "no extension",
          "b/c d.jpg",
          "b/c#d.jpg",
          "b/c%20d.jpg",
          "b/c:d.jpg",
          "b/c?d.jpg",
          "b/%.jpg",
          "b/file:/x",
          "b/x~x",
          " b /two\nlines \t.jpg",
          "trailing blank.jpg ",
          "n\u00f6rm.jpg",
          "no\u0308rm.jpg",
          "\ufffd.jpg",
          "a\\xe9.jpg",
          "ü/漢字 😀.jpg",
          "[x]{y}*.jpg",
          "back\\slash",
          "x".repeat(250) + ".jpg");

  private static final List<String> NAMES_WITH_BACKSLASHES =
      List.of("a\\..\\b.png", "x\\..", "c/x\\..\\..\\..\\d", "c/x\\.\\/e");

  @TempDir Path folder;

  @Test
  void everyVisibleFileIsListedAndCanBeRead() throws IOException {
    for (String name : NAMES) {
      write(name, name);
    }
    write(".hidden.jpg", "");
    write(".hidden/a.jpg", "");
    write("b/.git/a.jpg", "");
    List<String> names =
        NAMES.stream().map(name -> name.replace("\\xe9", "\\x5cxe9")).toList(); // is no byte e9

    assertThat(listed(folder.toString())).containsExactlyInAnyOrderElementsOf(names);
    PhotoCollection photos = open(folder.toString());
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(photos.read(name, 1000))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(name.replace("\\x5c", "\\")));
  }

  @Test
  void filesAndFoldersWhoseNamesAreNotUtf8AreListedAndCanBeRead() throws IOException {
    List<String> names = List.of("latin1_\\xe9.jpg", "caf\\xe9/ü\\xff\\xfe.png", "\\xc3.jpg");
    for (String name : names) {
      java.nio.file.Path file = LocalFiles.file(folder + "/" + name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }

    assertThat(listed(folder.toString())).containsExactlyInAnyOrderElementsOf(names);
    assertThat(listed(folder + "/latin1*")).containsExactly("latin1_\\xe9.jpg");
    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(open(folder.toString()).read(name, 100))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(name));
  }

  @Test
  void whatIsNotUtf8CanBeNamed() throws IOException {
    for (String name : List.of("latin1_\\xe9.jpg", "caf\\xe9/\\xff.jpg", "latin1_e.jpg")) {
      java.nio.file.Path file = LocalFiles.file(folder + "/" + name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    write("a\\xe9.jpg", "no byte");
    write("50%.jpg", "");
    write("a%20b.jpg", "");
    write("a b.jpg", "");

    assertThat(listed(folder + "/latin1_\\xe9.jpg")).containsExactly("latin1_\\xe9.jpg");
    assertThat(listed("file:" + folder + "/latin1_%E9.jpg")).containsExactly("latin1_\\xe9.jpg");
    assertThat(listed("file://" + folder + "/latin1_%e9.jpg")).containsExactly("latin1_\\xe9.jpg");
    assertThat(listed(folder + "/caf\\xe9")).containsExactly("\\xff.jpg");
    assertThat(listed("file:" + folder + "/caf%E9")).containsExactly("\\xff.jpg");
    assertThat(listed("file:" + folder + "/caf%E9/*.jpg")).containsExactly("\\xff.jpg");
    assertThat(listed(folder + "/caf\\xe9/*.jpg")).containsExactly("\\xff.jpg");
    assertThat(listed(folder + "/{latin1_\\xe9,x}.jpg")).containsExactly("latin1_\\xe9.jpg");
    // Letters that look like these stand for themselves where such a file is there.
    assertThat(listed(folder + "/a\\xe9.jpg")).containsExactly("a\\x5cxe9.jpg");
    assertThat(listed(folder + "/a\\x5cxe9.jpg")).containsExactly("a\\x5cxe9.jpg");
    assertThat(listed("file:" + folder + "/a%20b.jpg")).containsExactly("a%20b.jpg");
    assertThat(listed("file:" + folder + "/50%.jpg")).containsExactly("50%.jpg");
    assertThatThrownBy(() -> listed(folder + "/latin1_\ufffd.jpg"))
        .hasMessageEndingWith(
            "latin1_\ufffd.jpg (bytes of a name that are not UTF-8 are written as two digits, such"
                + " as \\xe9)");
  }

  @Test
  void backslashesAreLetters() throws IOException {
    for (String name : NAMES_WITH_BACKSLASHES) {
      write(name, name);
    }

    List<String> found = listed(folder.toString());

    assertThat(found).containsExactlyInAnyOrderElementsOf(NAMES_WITH_BACKSLASHES);
    assertThat(NAMES_WITH_BACKSLASHES)
        .allSatisfy(
            name ->
                assertThat(open(folder.toString()).read(name, 100))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(name));
  }

  @Test
  void aLinkToNothingAndAPipeAreListedAndNotWaitedFor() throws Exception {
    Files.createSymbolicLink(folder.resolve("link.jpg"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("holiday"), Path.of("/nowhere/holiday"));
    assertThat(
            new ProcessBuilder("mkfifo", folder.resolve("pipe.jpg").toString()).start().waitFor())
        .isZero();

    assertThat(listed(folder.toString()))
        .containsExactlyInAnyOrder("link.jpg", "holiday", "pipe.jpg");
    PhotoCollection photos = open(folder.toString());
    assertThatThrownBy(() -> photos.read("link.jpg", 9))
        .hasMessageEndingWith("/link.jpg: it is a link to what is not there: nowhere");
    assertThatThrownBy(() -> photos.read("pipe.jpg", 9))
        .hasMessageEndingWith("/pipe.jpg: it is not a file, but a pipe, a socket or a device");
    assertThatThrownBy(() -> photos.read("", 9)).hasMessageContaining("it is a folder");
  }

  @Test
  void whatIsNoPhotoIsToldAndSoIsWhatDiffersInCaseOnly() throws IOException {
    write("a.JPG", "x");
    write("a.jpg", "x");
    write("a.txt", "x");
    write("nothing", "");
    write("@eaDir/a.jpg", "x");
    write("b/a.jpg", "x");

    assertThat(open(folder + "/**").list(Folder.ROOT))
        .toIterable()
        .extracting(Object::getClass, PhotoCollectionTest::path)
        .containsExactlyInAnyOrder(
            tuple(Found.Photo.class, "a.JPG"),
            tuple(Found.Photo.class, "a.jpg"),
            tuple(Found.NoPhoto.class, "a.txt"),
            tuple(Found.NoPhoto.class, "nothing"),
            tuple(Found.NoPhotos.class, "@eaDir"),
            tuple(Found.Inner.class, "b"));
    assertThat(open(folder + "/*.jpg").list(Folder.ROOT))
        .toIterable()
        .extracting(Object::getClass, PhotoCollectionTest::path)
        .containsExactlyInAnyOrder(
            tuple(Found.OtherCase.class, "a.JPG"),
            tuple(Found.Photo.class, "a.jpg"),
            tuple(Found.NoPhotos.class, "@eaDir"),
            tuple(Found.Inner.class, "b"));
  }

  private static String path(Found found) {
    if (found instanceof Found.Photo photo) {
      return photo.file().path();
    } else if (found instanceof Found.Inner inner) {
      return inner.folder().path();
    } else if (found instanceof Found.NoPhoto file) {
      return file.path();
    } else if (found instanceof Found.NoPhotos inner) {
      return inner.path();
    } else if (found instanceof Found.OtherCase file) {
      return file.path();
    }
    throw new AssertionError(found);
  }

  @Test
  void sizeAndTimeAreThoseOfTheFile() throws IOException {
    Instant modified = Instant.parse("2020-02-03T04:05:06.789Z");
    Files.setLastModifiedTime(
        write("a.jpg", "four"), java.nio.file.attribute.FileTime.from(modified));

    assertThat(found(folder.toString()))
        .containsExactly(new Found.Photo(new PhotoFile("a.jpg", 4, modified)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | a.jpg,b/c.png,b/d.jpg
          / | a.jpg,b/c.png,b/d.jpg
          /*.jpg | a.jpg
          /**/*.jpg | a.jpg,b/d.jpg
          /b/* | c.png,d.jpg
          /b | c.png,d.jpg
          /b/c.png | c.png
          /[ab]* | a.jpg
          """)
  void aFolderAFileOrAPatternNamesPhotos(String end, String expected) throws IOException {
    write("a.jpg", "");
    write("b/c.png", "");
    write("b/d.jpg", "");

    assertThat(listed(folder + end)).containsExactlyInAnyOrder(expected.split(","));
  }

  @Test
  void aFileWhoseNameLooksLikeAPatternIsMeantItself() throws IOException {
    write("[ab].jpg", "");
    write("a.jpg", "");

    assertThat(listed(folder + "/[ab].jpg")).containsExactly("[ab].jpg");
  }

  @Test
  void galleriesAreLeftOut() throws IOException {
    write("a.jpg", "");
    write("out/gallery.json", "{}");
    write("out/dreams/a.jpg/x.jpg", "");

    assertThat(listed(folder.toString())).containsExactly("a.jpg");
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    write("a/x.jpg", "");
    write("b/y.jpg", "");
    Files.createSymbolicLink(folder.resolve("a/self"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/up"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("a/over"), folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b/back"), folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("file.jpg"), folder.resolve("a/x.jpg"));
    Files.createSymbolicLink(folder.resolve("broken.jpg"), folder.resolve("nowhere"));

    assertThat(listed(folder.toString()))
        .containsExactlyInAnyOrder(
            "broken.jpg", "file.jpg", "a/x.jpg", "b/y.jpg", "a/over/y.jpg", "b/back/x.jpg");
  }

  @Test
  void aFolderThatCannotBeListedIsNamed() {
    PhotoCollection photos = open(folder.toString());

    assertThat(photos.list(new Folder("gone", List.of())))
        .toIterable()
        .singleElement()
        .isInstanceOfSatisfying(
            Found.Locked.class,
            locked -> {
              assertThat(locked.path()).isEqualTo("gone");
              assertThat(locked.message()).contains("does not exist");
            });
  }

  @Test
  void aFolderWhoseListingBreaksOffIsNamed() throws IOException {
    write("a.jpg", "");
    Configuration configuration = new Configuration();
    configuration.setClass("fs.torn.impl", Torn.class, FileSystem.class);
    PhotoCollection photos =
        PhotoCollection.open(new PhotoCollection.Place("torn:" + folder, Glob.ALL), configuration);

    assertThat(photos.list(Folder.ROOT))
        .toIterable()
        .containsExactly(new Found.Locked("", "the store's answer broke off"));
  }

  /** The files of this machine; every listing breaks off, as S3A tells it. */
  public static final class Torn extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("torn:///");
    }

    @Override
    public RemoteIterator<FileStatus> listStatusIterator(org.apache.hadoop.fs.Path path) {
      return RemoteIterators.mappingRemoteIterator(
          RemoteIterators.remoteIteratorFromSingleton(path),
          some -> {
            NullPointerException torn = new NullPointerException("date");
            torn.setStackTrace(
                new StackTraceElement[] {
                  new StackTraceElement(
                      "org.apache.hadoop.fs.s3a.S3AUtils", "createFileStatus", "S3AUtils.java", 1)
                });
            throw torn;
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none", "/none/*.jpg", "/a.jpg/b"})
  void whatIsNotThereIsAMistake(String end) throws IOException {
    write("a.jpg", "");

    assertThatThrownBy(() -> PhotoCollection.find(folder + end, new Configuration()))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("Cannot read photos: ");
  }

  @Test
  void aPhotoIsReadUpToALengthAndOneMore() throws IOException {
    write("a.jpg", "0123456789");

    assertThat(open(folder.toString()).read("a.jpg", 4))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("01234");
    assertThatThrownBy(() -> open(folder.toString()).read("b.jpg", 4))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot read file:" + folder + "/b.jpg: ");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("x").getParent());
    return Files.writeString(file, text);
  }

  private static PhotoCollection open(String photos) {
    Configuration configuration = new Configuration();
    return PhotoCollection.open(PhotoCollection.find(photos, configuration), configuration);
  }

  private static List<String> listed(String photos) {
    return found(photos).stream().map(photo -> photo.file().path()).toList();
  }

  /** All photos, folder by folder. */
  private static List<Found.Photo> found(String photos) {
    PhotoCollection collection = open(photos);
    List<Found.Photo> found = new ArrayList<>();
    Deque<Folder> folders = new ArrayDeque<>(List.of(Folder.ROOT));
    while (!folders.isEmpty()) {
      collection
          .list(folders.pop())
          .forEachRemaining(
              entry -> {
                if (entry instanceof Found.Photo photo) {
                  found.add(photo);
                } else if (entry instanceof Found.Inner inner) {
                  folders.push(inner.folder());
                } else {
                  throw new AssertionError(entry);
                }
              });
    }
    return found;
  }
}
