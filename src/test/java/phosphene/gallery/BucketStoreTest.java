package phosphene.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gallery in an object store. */
class BucketStoreTest extends ObjectStoreContract {
  @TempDir Path folder;

  @Override
  ObjectStore open() {
    return HadoopStore.open("bucket:" + folder.resolve("gallery"), Shares.configuration());
  }

  @Test
  void anUploadThatBreaksPublishesNothing() {
    ObjectStore store = open();

    assertThatThrownBy(() -> store.write("unlucky", "some text".getBytes(UTF_8)))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write " + store.uri() + "/unlucky: connection lost");

    assertThat(store.list("")).isEmpty();
  }

  @Test
  void theUriNamesTheBucket() {
    assertThat(HadoopStore.open("bucket://photos", Shares.configuration()).uri())
        .isEqualTo("bucket://photos");
    assertThat(HadoopStore.open("bucket://photos/a b/", Shares.configuration()).uri())
        .isEqualTo("bucket://photos/a b");
  }
}
