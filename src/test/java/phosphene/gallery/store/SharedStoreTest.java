package phosphene.gallery.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.gallery.store.ObjectStore.Entry;

/** A gallery in a file system of a cluster. */
class SharedStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  ObjectStore open() {
    return open("namenode");
  }

  private ObjectStore open(String scheme) {
    return HadoopStore.open(scheme + ":" + folder.resolve("gallery"), Shares.configuration());
  }

  @Test
  void aFolderIsNotOverwrittenAndNothingIsLeft() {
    ObjectStore store = open();
    store.write("x/inner", "1".getBytes(UTF_8));

    assertThatThrownBy(() -> store.write("x", "2".getBytes(UTF_8)))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write " + store.uri() + "/x: the destination is a directory");

    assertThat(store.list("")).containsExactly(new Entry("x/inner", 1));
    assertThat(folder.resolve("gallery").toFile().list()).containsExactly("x");
  }

  @Test
  void aFullDiskLeavesTheOldObjectAndNothingElse() {
    open().write("x", "old".getBytes(UTF_8));
    ObjectStore full = open("full");

    assertThatThrownBy(() -> full.write("x", "new".getBytes(UTF_8)))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write " + full.uri() + "/x: No space left on device");

    assertThat(folder.resolve("gallery/x")).hasContent("old");
    assertThat(folder.resolve("gallery").toFile().list()).containsExactly("x");
  }

  @ParameterizedTest
  @EnumSource
  void anObjectThatGetsNoNameLeavesNothing(Shares.Failure failure) {
    Shares.Stuck.failure = failure;
    ObjectStore stuck = open("stuck");

    assertThatThrownBy(() -> stuck.write("a/x", "new".getBytes(UTF_8)))
        .hasMessageMatching(message(failure, stuck, "a/x"));
    assertThatThrownBy(() -> stuck.create("a/y", "new".getBytes(UTF_8)))
        .hasMessageMatching(message(failure, stuck, "a/y"));

    assertThat(folder.resolve("gallery/a").toFile().list()).isEmpty();
  }

  private static String message(Shares.Failure failure, ObjectStore stuck, String name) {
    String path = stuck.uri() + "/" + name;
    String what = "Cannot write " + path + ": ";
    return switch (failure) {
      case NO ->
          what + "rename from " + stuck.uri() + "/a/\\.[0-9a-f-]{36} to " + path + " failed\\.";
      case EXCEPTION, ERROR -> what + "the name server is away";
      case BUG -> "the name server is away";
    };
  }

  @Test
  void anObjectThatMayNotBeReadIsNotAbsent() {
    open().write("x", "1".getBytes(UTF_8));
    ObjectStore locked = open("locked");

    assertThatThrownBy(() -> locked.find("x"))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot read %s/x: %s/gallery/x (Permission denied)", locked.uri(), folder);
    assertThat(locked.find("y")).isEmpty();
  }
}
