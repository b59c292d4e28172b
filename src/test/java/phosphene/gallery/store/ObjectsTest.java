package phosphene.gallery.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.spec.SpecException;

class ObjectsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"job.yaml", "my job.yaml", "größe.yaml", "a#b%20c?d:e.yaml"})
  void aFileIsReadAndCopiedByItsPathAndItsUri(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "job: atlas");

    for (String place : List.of(file.toString(), "file:" + file, "file://" + file)) {
      Path copy = folder.resolve("copies/deep/" + name);
      Objects.copy(place, copy, new Configuration());

      assertThat(read(place)).isEqualTo("job: atlas");
      assertThat(copy).hasContent("job: atlas");
      assertThat(names(copy.getParent())).containsExactly(name);
    }
  }

  @Test
  void aFileWhoseNameIsNotUtf8IsReadByItsText() throws IOException {
    Files.writeString(LocalFiles.file(folder + "/caf\\xe9.jpg"), "bytes");
    Files.writeString(folder.resolve("a\\xe9"), "letters");

    assertThat(read(folder + "/caf\\xe9.jpg")).isEqualTo("bytes");
    assertThat(read("file:" + folder + "/caf%E9.jpg")).isEqualTo("bytes");
    assertThat(read(folder + "/a\\xe9")).isEqualTo("letters");
    assertThatThrownBy(() -> read(folder + "/caf\\xe8.jpg"))
        .hasMessage("Cannot read " + folder + "/caf\\xe8.jpg: no such file");
  }

  @Test
  void aCopyReplacesAFile() throws IOException {
    Path from = Files.writeString(folder.resolve("from"), "new");
    Path to = Files.writeString(folder.resolve("to"), "old");

    Objects.copy(from.toString(), to, new Configuration());

    assertThat(to).hasContent("new");
  }

  @Test
  void anObjectOfABucketIsReadAndCopied() throws IOException {
    Path file = Files.writeString(folder.resolve("w.h5"), "weights");
    String place = "bucket:" + file;

    Objects.copy(place, folder.resolve("copy"), Shares.configuration());

    assertThat(folder.resolve("copy")).hasContent("weights");
    assertThat(Objects.read(place, Shares.configuration())).asString(UTF_8).isEqualTo("weights");
  }

  @Test
  void aStrangersChecksumFileIsNoReasonToRefuse() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), "job: atlas");
    Files.write(
        folder.resolve(".job.yaml.crc"), new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 9, 9, 9, 9});

    assertThat(read(file.toString())).isEqualTo("job: atlas");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    refuses("x", "no such file");
    refuses(folder + "/no/x.yaml", "no such file");
    refuses("file:" + folder + "/x.yaml", "no such file");
    refuses(file + "/below", "no such file");
  }

  @Test
  void whatIsNoFileIsNamed() {
    refuses(folder.toString(), "it is a folder");
    refuses("file:" + folder, "it is a folder");
    refuses("nosuch://x/y", "No FileSystem for scheme \"nosuch\"");
  }

  @Test
  void whatMayNotBeReadIsNotMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "");

    refuses("locked:" + file, file + " (Permission denied)");
  }

  @Test
  void aCopyThatCannotBeWrittenBlamesItsTargetAndLeavesNothing() throws IOException {
    Path from = Files.writeString(folder.resolve("from"), "new");
    Path taken = Files.createDirectories(folder.resolve("taken/inner")).getParent();
    Path below = from.resolve("x");

    assertThatThrownBy(() -> Objects.copy(from.toString(), taken, new Configuration()))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write " + taken + ": Is a directory");
    assertThatThrownBy(() -> Objects.copy(from.toString(), below, new Configuration()))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write " + below + ": " + from);
    assertThat(names(folder)).containsExactly("from", "taken");
  }

  @ParameterizedTest
  @CsvSource({
    "jobs/x.yaml, true",
    "/jobs/x.yaml, true",
    "file:/x, true",
    "file:///x, true",
    "a:b, true",
    "s3a://bucket/x, false",
    "hdfs:/x, false"
  })
  void aPlaceIsLocalWithoutAScheme(String place, boolean local) {
    assertThat(Objects.local(place)).isEqualTo(local);
  }

  private void refuses(String place, String reason) {
    Path copy = folder.resolve("copy/x");
    String message = "Cannot read " + place + ": " + reason;
    assertThatThrownBy(() -> Objects.read(place, Shares.configuration()))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Objects.copy(place, copy, Shares.configuration()))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
    assertThat(copy.getParent()).doesNotExist();
  }

  private static String read(String place) {
    return new String(Objects.read(place, new Configuration()), UTF_8);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
