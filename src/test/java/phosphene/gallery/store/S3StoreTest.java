package phosphene.gallery.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.rig.S3Server;

/** A gallery in a bucket of an S3 server. */
@Timeout(300)
class S3StoreTest extends ObjectStoreContract {
  @TempDir static Path folder;
  private static S3Server server;
  private Buckets buckets;

  @BeforeAll
  static void start() {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void hangUp() throws IOException {
    buckets.close();
  }

  @Override
  ObjectStore open() {
    if (buckets == null) { // the contract opens a store before each test
      buckets = new Buckets(server);
    }
    return buckets.open(Map.of());
  }

  // This server keeps objects as files, and none can lie below a file; S3 does not mind.

  @Override
  @Test
  void whatDoesNotExistIsNotFound() {
    ObjectStore one = open();
    one.write("a/b", "1".getBytes(UTF_8));

    assertThat(one.find("c")).isEmpty();
    assertThat(one.find("c/d/e")).isEmpty();
  }

  @Override
  @Test
  void nothingIsInAnObject() {
    ObjectStore one = open();
    one.write("x", "1".getBytes(UTF_8));

    assertThat(one.list("x")).isEmpty();
  }

  @Override
  @Test
  void deletingNothingDoesNothing() {
    ObjectStore one = open();
    one.write("a", "1".getBytes(UTF_8));

    one.delete("b");
    one.delete("b/c/d");

    assertThat(one.list("")).containsExactly(new ObjectStore.Entry("a", 1));
  }
}
