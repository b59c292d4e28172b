package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.gallery.store.ObjectStore.Entry;

/** What every store does. */
abstract class ObjectStoreContract {
  private ObjectStore store;

  /** A store with nothing in it. */
  abstract ObjectStore open();

  @BeforeEach
  final void openStore() {
    store = open();
  }

  @Test
  void whatLiesOutsideOfAFolderIsFound() {
    assertThat(store.holdsOutside("lease")).isFalse();
    store.write("lease/1", new byte[1]);
    assertThat(store.holdsOutside("lease")).isFalse();
    store.write("leases", new byte[1]);
    assertThat(store.holdsOutside("lease")).isTrue();
  }

  @Test
  void whatWasWrittenIsFoundByteForByte() {
    byte[] bytes = new byte[300_000];
    new SplittableRandom(5).nextBytes(bytes);

    store.write("tiles/conv1/0.png", bytes);

    assertThat(store.find("tiles/conv1/0.png")).hasValue(bytes);
  }

  @Test
  void anEmptyObjectIsAnObject() {
    store.write("empty", new byte[0]);

    assertThat(store.find("empty")).hasValue(new byte[0]);
    assertThat(store.list("")).containsExactly(new Entry("empty", 0));
  }

  @Test
  void writingAgainReplaces() {
    write("x", "a long first text");
    write("x", "second");

    assertThat(text("x")).isEqualTo("second");
    assertThat(store.list("")).containsExactly(new Entry("x", 6));
  }

  @Test
  void whatExistsIsNotCreated() {
    assertThat(store.create("a/x", bytes("first"))).isTrue();
    assertThat(store.create("a/x", bytes("the second"))).isFalse();
    write("y", "written");
    assertThat(store.create("y", bytes("created"))).isFalse();

    assertThat(text("a/x")).isEqualTo("first");
    assertThat(text("y")).isEqualTo("written");
    assertThat(store.list("")).containsExactly(new Entry("a/x", 5), new Entry("y", 7));
  }

  @Test
  void whatWasDeletedIsCreatedAgain() {
    assertThat(store.create("x", bytes("first"))).isTrue();
    store.delete("x");

    assertThat(store.create("x", bytes("second"))).isTrue();
    assertThat(text("x")).isEqualTo("second");
  }

  @Test
  void ofManyWhoCreateAnObjectOneSucceeds() {
    for (int round = 0; round < 10; round++) {
      String name = "race/" + round;
      List<String> winners =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(racer -> "racer " + racer)
              .filter(racer -> store.create(name, bytes(racer)))
              .toList();

      assertThat(winners).containsExactly(text(name));
    }
    assertThat(store.list("")).hasSize(10);
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    write("a/b", "1");

    assertThat(store.find("c")).isEmpty();
    assertThat(store.find("c/d/e")).isEmpty();
    assertThat(store.find("a")).as("a folder is no object").isEmpty();
    assertThat(store.find("a/b/c")).as("below an object").isEmpty();
  }

  @Test
  void aListIsRecursiveOrderedByNameAndHasSizes() {
    write("b/2", "22");
    write("b/10", "1010");
    write("b/a/deep/x", "1");
    write("a", "12345");
    write("bb", "1");

    assertThat(store.list(""))
        .containsExactly(
            new Entry("a", 5),
            new Entry("b/10", 4),
            new Entry("b/2", 2),
            new Entry("b/a/deep/x", 1),
            new Entry("bb", 1));
    assertThat(store.list("b"))
        .containsExactly(new Entry("b/10", 4), new Entry("b/2", 2), new Entry("b/a/deep/x", 1));
    assertThat(store.list("b/a")).containsExactly(new Entry("b/a/deep/x", 1));
  }

  @Test
  void nothingIsInAFolderThatIsMissing() {
    assertThat(store.list("")).isEmpty();
    assertThat(store.list("index/tiles")).isEmpty();
  }

  @Test
  void nothingIsInAnObject() {
    write("x", "1");

    assertThat(store.list("x")).isEmpty();
    assertThat(store.list("x/y")).isEmpty();
  }

  @Test
  void namesWithALeadingDotAreNames() {
    write(".part", "1");

    assertThat(store.list("")).containsExactly(new Entry(".part", 1));
  }

  @Test
  void whatIsDeletedIsGone() {
    write("a/b", "1");
    write("a/c", "2");

    store.delete("a/b");

    assertThat(store.find("a/b")).isEmpty();
    assertThat(store.list("")).containsExactly(new Entry("a/c", 1));
  }

  @Test
  void deletingNothingDoesNothing() {
    write("a", "1");

    store.delete("b");
    store.delete("b/c/d");
    store.delete("a/b");

    assertThat(store.list("")).containsExactly(new Entry("a", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with blanks/in it .png",
        "größe/漢字/😀.png",
        "%41",
        "a%2Fb/%",
        "a+b/c+d",
        "a#b/c?d=e&f",
        "a:b",
        "a:b/c:d",
        "a\\b",
        "[a]{b}*",
        "...",
        "~",
        "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/25/26/27/28/29/30/x"
      })
  void aNameComesBackAsItWas(String name) {
    write(name, "1");
    write(name, "22");

    assertThat(text(name)).isEqualTo("22");
    assertThat(store.list("")).containsExactly(new Entry(name, 2));

    store.delete(name);
    assertThat(store.list("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "/",
        "../x",
        "a/../../x",
        "a/..",
        "a/../b",
        "./x",
        "/etc/passwd",
        "//etc/passwd",
        "a//b",
        "a/",
        "..\\x",
        "a\\..\\..\\x",
        "a\nb",
        "a\u0000",
        "\u007f",
        "a\u0085b"
      })
  void aNameThatLeadsElsewhereIsRefusedWhateverIsAsked(String name) {
    List<Consumer<String>> all =
        List.of(
            store::find,
            store::fingerprint,
            some -> store.write(some, new byte[0]),
            some -> store.create(some, new byte[0]),
            store::list,
            store::delete);

    assertThat(all)
        .allSatisfy(
            one ->
                assertThatThrownBy(() -> one.accept(name))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("Cannot use the name \"")
                    .hasMessageContaining(store.uri()));
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void namesThatLookEncodedAreOfTheirOwn() {
    List<String> names = List.of("%41", "A", "a b", "a%20b", "a+b");
    names.forEach(name -> write(name, name));

    assertThat(names).allSatisfy(name -> assertThat(text(name)).isEqualTo(name));
  }

  private void write(String name, String text) {
    store.write(name, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String text(String name) {
    return new String(store.find(name).orElseThrow(), StandardCharsets.UTF_8);
  }
}
