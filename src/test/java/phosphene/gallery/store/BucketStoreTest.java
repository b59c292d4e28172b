package phosphene.gallery.store;

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
    return HadoopStore.open(scheme() + ":" + folder.resolve("gallery"), Shares.configuration());
  }

  String scheme() {
    return "bucket";
  }

  /** Of two uploads that break, how many remain. */
  int left() {
    return 0;
  }

  @Test
  void anUploadThatBreaksPublishesNothing() {
    ObjectStore store = open();
    int before = Shares.Bucket.OPEN.get();

    assertThatThrownBy(() -> store.write("unlucky", "some text".getBytes(UTF_8)))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write " + store.uri() + "/unlucky: connection lost");

    assertThat(store.list("")).isEmpty();
    assertThatThrownBy(() -> store.write("torn", "some text".getBytes(UTF_8)))
        .as("what a client throws whose answer breaks off")
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.list("")).isEmpty();
    assertThat(folder.resolve("gallery")).as("hidden files").doesNotExist();
    assertThat(Shares.Bucket.OPEN.get() - before).as("not aborted").isEqualTo(left());
  }

  @Test
  void theUriNamesTheBucket() {
    String bucket = scheme() + "://photos";
    assertThat(HadoopStore.open(bucket, Shares.configuration()).uri()).isEqualTo(bucket);
    assertThat(HadoopStore.open(bucket + "/a b/", Shares.configuration()).uri())
        .isEqualTo(bucket + "/a b");
  }
}
