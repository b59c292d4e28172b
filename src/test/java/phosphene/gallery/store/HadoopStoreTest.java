package phosphene.gallery.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.gallery.store.ObjectStore.Entry;

/** A gallery in a folder of this machine. */
class HadoopStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  ObjectStore open() {
    return store(folder.resolve("gallery").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with blanks",
        "a#b",
        "a%20b",
        "100%",
        "größe 漢字",
        "a:b",
        "a?b",
        "a+b",
        "[a]",
        "s3a:x",
        "deep/er/est"
      })
  void aFolderOfAnyNameServes(String name) throws IOException {
    Path gallery = folder.resolve(name);
    String before = store(gallery.toString()).uri();

    store(gallery.toString()).write("a b/1%.png", bytes("x"));

    assertThat(gallery.resolve("a b/1%.png")).hasContent("x");
    assertThat(files(folder)).containsExactly(gallery.resolve("a b/1%.png"));
    assertThat(before).isEqualTo("file:" + gallery);
    assertThat(store(gallery.toString()).uri()).as("once it exists").isEqualTo(before);
    assertThat(store(before).uri()).as("its URI opens it").isEqualTo(before);
    assertThat(store(before).list("")).containsExactly(new Entry("a b/1%.png", 1));
  }

  @Test
  void oneFolderHasOneUriHoweverItIsWritten() {
    String uri = "file:" + folder;

    assertThat(List.of(folder + "/", folder + "/.", folder + "/x/..", uri, uri + "/"))
        .allSatisfy(place -> assertThat(store(place).uri()).isEqualTo(uri));
    assertThat(store("file://" + folder).uri()).isEqualTo(uri);
  }

  @Test
  void aRelativeFolderIsInTheWorkingFolder() {
    Path here = Path.of("").toAbsolutePath();

    assertThat(store("out/vgg19").uri()).isEqualTo("file:" + here + "/out/vgg19");
    assertThat(store("target").uri()).isEqualTo("file:" + here + "/target");
    assertThat(store(".").uri()).isEqualTo("file:" + here);
  }

  @Test
  void anUnknownSchemeIsRefused() {
    assertThatThrownBy(() -> store("nosuch://bucket/x"))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot open nosuch://bucket/x: No FileSystem for scheme \"nosuch\"");
  }

  @Test
  void aFolderIsNotOverwrittenAndNothingIsLeft() throws IOException {
    ObjectStore store = open();
    store.write("x/inner", bytes("1"));

    assertThatThrownBy(() -> store.write("x", bytes("2")))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write " + store.uri() + "/x: Is a directory");

    assertThat(files(folder)).containsExactly(folder.resolve("gallery/x/inner"));
  }

  /** Hadoop starts chmod and ls for each file, and what waits for them swallows interrupts. */
  @Test
  void noProcessIsStartedForAFile() throws Exception {
    ObjectStore store = open();
    List<String> started = new ArrayList<>();
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart");
      recording.start();
      new ProcessBuilder("true").start().waitFor();
      store.write("a/x", bytes("1"));
      store.write("a/x", bytes("2"));
      store.create("y", bytes("3"));
      assertThat(store.list("")).hasSize(2);
      assertThat(store.holdsOutside("a")).isTrue();
      Walk.open(store.uri(), new Configuration()).below("").forEachRemaining(found -> {});
      Walk.open(store.uri(), new Configuration()).inside("").forEachRemaining(found -> {});
      assertThat(store.find("a/x")).isPresent();
      store.delete("y");
      Path events = folder.resolve("events.jfr");
      recording.dump(events);
      RecordingFile.readAllEvents(events).forEach(event -> started.add(event.getString("command")));
    }

    assertThat(started).as("only that of this test").containsExactly("true");
  }

  @Test
  void nothingIsWrittenBelowAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("gallery"), "mine");
    ObjectStore store = open();

    assertThatThrownBy(() -> store.write("a/x", bytes("1")))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot write file:" + file + "/a/x: Parent path is not a directory: file:" + file);

    assertThat(files(folder)).containsExactly(file);
    assertThat(file).hasContent("mine");
    assertThat(store.list("")).isEmpty();
    assertThat(store.find("a/x")).isEmpty();
  }

  @Test
  void whatAKilledWriterLeftIsNoObject() throws IOException {
    ObjectStore store = open();
    store.write("x", bytes("1"));
    Files.writeString(
        folder.resolve("gallery/.123e4567-e89b-42d3-a456-426614174000"), "half of anoth");

    assertThat(store.list("")).containsExactly(new Entry("x", 1));
  }

  @Test
  void linksInsideOfAGalleryAreNotFollowed() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside/deep"));
    Files.writeString(outside.resolve("x"), "secret");
    ObjectStore store = open();
    store.write("a/b", bytes("1"));
    Path gallery = folder.resolve("gallery");
    Files.createSymbolicLink(gallery.resolve("a/out"), folder.resolve("outside"));
    Files.createSymbolicLink(gallery.resolve("a/loop"), gallery);
    Files.createSymbolicLink(gallery.resolve("a/file"), outside.resolve("x"));
    String message = "Cannot use a/out/deep/x in file:" + gallery + ": a/out is a symbolic link";

    for (Consumer<String> one :
        List.<Consumer<String>>of(
            store::find,
            store::fingerprint,
            name -> store.write(name, bytes("2")),
            name -> store.create(name, bytes("2")),
            store::list,
            store::delete)) {
      assertThatThrownBy(() -> one.accept("a/out/deep/x"))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(message);
    }
    assertThatThrownBy(() -> store.find("a/file"))
        .hasMessageContaining(": a/file is a symbolic link, which is not followed in a gallery");
    assertThat(store.list("")).extracting(Entry::name).containsExactly("a/b", "a/file");
    Walk walk = Walk.open(gallery.toString(), new Configuration());
    assertThat(found(walk.below("")))
        .containsExactlyInAnyOrder("Leaf a/b", "Leaf a/file", "Locked a/out", "Locked a/loop");
    assertThat(found(walk.inside("a")))
        .containsExactlyInAnyOrder("Leaf a/b", "Leaf a/file", "Locked a/out", "Locked a/loop");
    store.write("a/file", bytes("3"));
    assertThat(outside.resolve("x")).as("the link was replaced").hasContent("secret");
    assertThat(store.find("a/file")).hasValue(bytes("3"));
  }

  private static List<String> found(Iterator<Walk.Found> walk) {
    List<String> found = new ArrayList<>();
    walk.forEachRemaining(one -> found.add(one.getClass().getSimpleName() + " " + one.name()));
    return found;
  }

  @Test
  void theFolderOfAGalleryMayBeALink() throws IOException {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), disk);

    store(link.toString()).write("a/b", bytes("1"));

    assertThat(disk.resolve("a/b")).hasContent("1");
    assertThat(store(link.toString()).list("")).containsExactly(new Entry("a/b", 1));
    assertThat(store(link.toString()).find("a/b")).hasValue(bytes("1"));
  }

  private static HadoopStore store(String place) {
    return HadoopStore.open(place, new Configuration());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
