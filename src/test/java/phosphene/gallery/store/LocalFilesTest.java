package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.gallery.store.PhotoCollection.Folder;
import phosphene.gallery.store.PhotoCollection.Found;
import phosphene.rig.Program;

/** Names of files as texts. */
class LocalFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/b.jpg",
        "/",
        "/a b#c%20d?e:f\\g",
        "/ü漢😀/n\u0308",
        "/latin1_\\xe9.jpg",
        "/\\xff\\xfe/\\xed\\xa0\\x80",
        "/a\\x5cxe9",
        "/two\nlines"
      })
  void aTextNamesOneFile(String text) {
    assertThat(LocalFiles.text(LocalFiles.file(text))).isEqualTo(text);
  }

  @Test
  void aNameThatHoldsAnEscapeItselfIsAnotherOne() {
    Path literal = Path.of("/a/b\\xe9");

    assertThat(LocalFiles.text(literal)).isEqualTo("/a/b\\x5cxe9");
    assertThat(LocalFiles.file("/a/b\\x5cxe9")).isEqualTo(literal);
    assertThat(LocalFiles.name(literal)).isEqualTo("b\\x5cxe9");
  }

  /** Lists a folder and reads what is in it. */
  static final class Lister {
    private Lister() {}

    public static void main(String[] arguments) {
      PhotoCollection photos =
          PhotoCollection.open(
              new PhotoCollection.Place("file:" + arguments[0], Glob.ALL), new Configuration());
      photos
          .list(Folder.ROOT)
          .forEachRemaining(
              found -> {
                String name = ((Found.Photo) found).file().path();
                StringBuilder line = new StringBuilder();
                name.chars().forEach(c -> line.append(c < 0x80 ? (char) c : "U+" + c));
                System.out.println(line + " " + photos.read(name, 9).length + " bytes");
              });
      System.out.println("done");
    }
  }

  /** The locale of executors is not ours. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "C.UTF-8"})
  void theLocaleDoesNotMatter(String locale) throws IOException {
    Files.createDirectories(folder.resolve("photos"));
    for (String name : List.of("ü.jpg", "latin1_\\xe9.jpg")) {
      Files.writeString(LocalFiles.file(folder + "/photos/" + name), "abc");
    }
    List<String> arguments =
        List.of("-cp", classes(), Lister.class.getName(), folder.resolve("photos").toString());

    try (Program program = Program.start("lister", folder, Map.of("LC_ALL", locale), arguments)) {
      program.awaitLine(java.util.regex.Pattern.compile("(done)"), Duration.ofMinutes(1));

      assertThat(program.printed().lines())
          .contains("U+252.jpg 3 bytes", "latin1_\\xe9.jpg 3 bytes", "done");
    }
  }

  private static String classes() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
