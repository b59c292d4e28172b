package phosphene.gallery.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Slow;
import phosphene.gallery.Manifest;
import phosphene.gallery.index.Rows;
import phosphene.gallery.lease.Lease;
import phosphene.gallery.store.PhotoCollection.Folder;
import phosphene.gallery.store.PhotoCollection.Found;
import phosphene.plan.PhotoFile;
import phosphene.rig.RoughS3;
import phosphene.rig.RoughS3.Cut;
import phosphene.rig.S3Server;
import phosphene.spec.SpecException;

/** A bucket whose server cuts its answers, takes its time, and lists in pages of two. */
@Timeout(120)
@Slow
class RoughStoreTest {
  private static final int BYTES = 200_000;
  private static final int CUT = 70_000;
  private static final int LITTLE = 10;
  private static final int EACH = 1000; // all of a test's answers; S3A goes on after broken ones

  private final String bucket = "b-" + UUID.randomUUID(); // Hadoop keeps what it opened
  private final byte[] bytes = new byte[BYTES];
  private RoughS3 server;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    new SplittableRandom(5).nextBytes(bytes);
    server = RoughS3.start();
    server.pages(2);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    S3Server.settings(server.port())
        .forEach((key, value) -> configuration.set(key.replace("spark.hadoop.", ""), value));
    configuration.set("fs.s3a.fast.upload.buffer", "bytebuffer");
    configuration.set("fs.s3a.multipart.size", "8M");
    configuration.set("fs.s3a.attempts.maximum", "1");
    configuration.set("fs.s3a.retry.limit", "1");
    configuration.set("fs.s3a.retry.interval", "10ms");
    return configuration;
  }

  private HadoopStore store() {
    return HadoopStore.open("s3a://" + bucket + "/gallery", configuration());
  }

  private PhotoCollection photos() {
    server.put(bucket + "/photos/a.jpg", bytes);
    String place = "s3a://" + bucket + "/photos";
    return PhotoCollection.open(PhotoCollection.find(place, configuration()), configuration());
  }

  private static PhotoFile photo(long size) {
    return new PhotoFile("a.jpg", size, Instant.EPOCH);
  }

  @ParameterizedTest
  @EnumSource
  void aPhotoWhoseAnswersAreCutIsReadAgain(Cut way) {
    PhotoCollection photos = photos();
    server.cut(way, 2, CUT);

    assertThat(photos.read(photo(BYTES), 1 << 20)).isEqualTo(bytes);
  }

  @Test
  void aPhotoThatIsNeverGivenWholeIsUnreadableAndNotTruncated() {
    PhotoCollection photos = photos();
    server.cut(Cut.SHORT, EACH, LITTLE);

    assertThatThrownBy(() -> photos.read(photo(BYTES), 1 << 20))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot read s3a://" + bucket + "/photos/a.jpg: ");
    assertThat(photos.read(photo(BYTES), LITTLE - 1)).as("as wanted").hasSize(LITTLE);
  }

  @Test
  void aPhotoThatIsNotAsLongAsItWasListedIsNotTaken() {
    PhotoCollection photos = photos();

    assertThatThrownBy(() -> photos.read(photo(BYTES + 1), 1 << 20))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "Cannot read s3a://%s/photos/a.jpg: it has 200000 bytes, and had 200001 when it was"
                + " listed",
            bucket)
        .matches(
            e -> !RetryPolicy.outage("s3a://" + bucket, (StoreException) e), "is not waited for");
    assertThatThrownBy(() -> photos.read(photo(BYTES - 1), 1 << 20))
        .isInstanceOf(StoreException.class);
  }

  @ParameterizedTest
  @EnumSource
  void weightsAndJobFilesAreWholeOrNotThere(Cut way) throws IOException {
    server.put(bucket + "/w.h5", bytes);
    String place = "s3a://" + bucket + "/w.h5";
    Path copy = folder.resolve("copy");

    server.cut(way, 1, CUT);
    assertThat(Objects.read(place, configuration())).isEqualTo(bytes);
    server.cut(way, 1, CUT);
    Objects.copy(place, copy, configuration());
    assertThat(copy).hasBinaryContent(bytes);
    Files.delete(copy);

    server.cut(Cut.SHORT, EACH, LITTLE);
    assertThatThrownBy(() -> Objects.read(place, configuration()))
        .as("no mistake in what was asked")
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot read " + place + ": ");
    assertThatThrownBy(() -> Objects.copy(place, copy, configuration()))
        .hasMessageStartingWith("Cannot read " + place + ": ");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void anObjectOfAGalleryIsWholeOrAnError(Cut way) {
    HadoopStore store = store();
    store.write("tiles/a.png", bytes);
    server.cut(way, 1, CUT);
    assertThat(store.find("tiles/a.png")).hasValue(bytes);
    server.cut(way, 1, CUT);
    assertThat(store.fingerprint("tiles/a.png"))
        .hasValueSatisfying(print -> assertThat(print.bytes()).isEqualTo(BYTES));

    server.cut(Cut.SHORT, EACH, LITTLE);
    assertThatThrownBy(() -> store.find("tiles/a.png")).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> store.fingerprint("tiles/a.png")).isInstanceOf(StoreException.class);
  }

  @Test
  void listingsInPagesOfTwoAreWhole() {
    HadoopStore store = store();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      names.add("t/" + i % 3 + "/" + i + " ä.png");
      server.put(bucket + "/photos/" + i % 3 + "/" + i + ".jpg", new byte[i + 1]);
    }
    names.forEach(name -> store.write(name, new byte[1]));
    server.delay(20);

    assertThat(store.list(""))
        .extracting(ObjectStore.Entry::name)
        .containsExactlyElementsOf(names.stream().sorted().toList());
    assertThat(photosBelow(photos(), Folder.ROOT))
        .containsExactlyInAnyOrder(
            "a.jpg", "0/0.jpg", "0/3.jpg", "0/6.jpg", "1/1.jpg", "1/4.jpg", "2/2.jpg", "2/5.jpg");
    assertThat(server.requests().stream().filter(asked -> asked.contains("continuation-token=")))
        .as("pages")
        .hasSizeGreaterThan(4);
  }

  private static List<String> photosBelow(PhotoCollection photos, Folder folder) {
    List<String> paths = new ArrayList<>();
    photos
        .list(folder)
        .forEachRemaining(
            found -> {
              if (found instanceof Found.Inner inner) {
                paths.addAll(photosBelow(photos, inner.folder()));
              } else {
                paths.add(((Found.Photo) found).file().path());
              }
            });
    return paths;
  }

  @Test
  void aForeignBucketIsRefused() {
    for (int i = 0; i < 99; i++) {
      server.put(bucket + "/gallery/mine/" + i, new byte[1]);
    }

    assertThatThrownBy(() -> Manifest.admit(store(), Manifest.of("atlas", Rows.PROVENANCE, "{}")))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith(": it is not empty and holds no gallery.json");
    assertThat(server.requests().stream().filter(asked -> asked.contains("list-type=2")))
        .as("pages of the fifty; S3A asks for the next one while the first is read")
        .hasSizeBetween(1, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 501})
  void aLeaseIsGivenUpWhereNoFolderCanBeMade(int status) throws InterruptedException {
    server.refuse(status, (method, key) -> method.equals("PUT") && key.endsWith("/"));
    HadoopStore store = store();
    Lease lease = Lease.take(store, line -> {});
    store.write("tiles/a.png", bytes);

    lease.close();

    assertThat(server.names()).containsExactly(bucket + "/gallery/tiles/a.png");
    assertThat(server.requests())
        .as("nor tried")
        .noneMatch(asked -> asked.matches("PUT .*/(\\?.*)?"));
    store.delete("tiles/a.png");
    store.delete("tiles/a.png");
    assertThat(server.names()).isEmpty();
    server.put(bucket + "/gallery/b", new byte[1]);
    server.refuse(403, (method, key) -> method.equals("DELETE"));
    assertThatThrownBy(() -> store.delete("b"))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot delete " + store.uri() + "/b: ");
  }

  @Test
  void conditionalWritesHold() {
    HadoopStore store = store();

    assertThat(store.create("lease/1", "a".getBytes(UTF_8))).isTrue();
    assertThat(store.create("lease/1", "b".getBytes(UTF_8))).isFalse();
    assertThat(store.find("lease/1")).hasValue("a".getBytes(UTF_8));
    assertThat(Arrays.equals(store.find("lease/1").orElseThrow(), new byte[] {'a'})).isTrue();
  }
}
