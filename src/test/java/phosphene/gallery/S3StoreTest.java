package phosphene.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.rig.Recorder;
import phosphene.rig.S3Server;

/** A gallery in a bucket of an S3 server: what S3A sends there. */
@Timeout(300)
class S3StoreTest extends ObjectStoreContract {
  private static final String HOST = "s3.example.test";
  private static final int PARTS = 3;
  private static final int PART = 5 << 20; // the least that S3 takes

  @TempDir static Path folder;
  private static S3Server server;
  private static S3Server hosted; // to it any other host is a bucket
  private final List<FileSystem> opened = new ArrayList<>();
  private Recorder recorder;

  @BeforeAll
  static void start() {
    Map<String, String> lenient = Map.of("s3proxy.ignore-unknown-headers", "true"); // no encryption
    server = S3Server.start(folder.resolve("server"), lenient);
    hosted = S3Server.start(folder.resolve("hosted"), Map.of("s3proxy.virtual-host", HOST));
  }

  @AfterAll
  static void stop() {
    server.close();
    hosted.close();
  }

  @AfterEach
  void hangUp() throws Exception {
    for (FileSystem files : opened) {
      files.close();
    }
    recorder.close();
  }

  @Override
  ObjectStore open() {
    return open(Map.of());
  }

  /** A new bucket: Hadoop keeps the settings by which a bucket was opened first. */
  private ObjectStore open(Map<String, String> more) {
    try {
      if (recorder == null) { // the contract opens a store before each test
        recorder = Recorder.before(server.port());
      }
      String bucket = "b-" + UUID.randomUUID();
      server.bucket(bucket);
      hosted.bucket(bucket);
      HadoopStore store =
          HadoopStore.open("s3a://" + bucket + "/some/gallery", configuration(more));
      opened.add(FileSystem.get(URI.create(store.uri()), configuration(more)));
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Configuration configuration(Map<String, String> more) {
    Configuration configuration = new Configuration();
    S3Server.settings(recorder.port())
        .forEach((key, value) -> configuration.set(key.replace("spark.hadoop.", ""), value));
    configuration.set("fs.s3a.fast.upload.buffer", "bytebuffer");
    configuration.set("fs.s3a.multipart.size", "5M");
    // What fails here fails again.
    configuration.set("fs.s3a.attempts.maximum", "1");
    configuration.set("fs.s3a.retry.limit", "1");
    configuration.set("fs.s3a.retry.interval", "10ms");
    more.forEach((key, value) -> configuration.set("fs.s3a." + key, value));
    return configuration;
  }

  private static String bucket(ObjectStore store) {
    return store.uri().split("/")[2];
  }

  @Test
  void bucketsAreNamedInThePathOrInTheHost() throws Exception {
    ObjectStore path = open(Map.of());
    List<String> puts = putAndFound(path);
    assertThat(puts.get(0))
        .startsWith("PUT /" + bucket(path) + "/some/gallery/tiles/a%20b/1%25.png HTTP/1.1\n")
        .contains("\nHost: 127.0.0.1:" + recorder.port() + "\n");

    recorder.close();
    recorder = Recorder.before(hosted.port());
    ObjectStore host =
        open(
            Map.of(
                "path.style.access",
                "false",
                "endpoint",
                "http://" + HOST,
                "proxy.host",
                "127.0.0.1",
                "proxy.port",
                Integer.toString(recorder.port())));
    List<String> hostPuts = putAndFound(host);
    assertThat(hostPuts.get(0)).contains("\nHost: " + bucket(host) + "." + HOST);
    assertThat(hostPuts.get(0).lines().findFirst().orElseThrow())
        .endsWith("/some/gallery/tiles/a%20b/1%25.png HTTP/1.1")
        .doesNotContain("/" + bucket(host) + "/");
  }

  private List<String> putAndFound(ObjectStore store) {
    store.write("tiles/a b/1%.png", "x".getBytes(UTF_8));
    assertThat(store.find("tiles/a b/1%.png")).as(store.uri()).hasValue("x".getBytes(UTF_8));
    assertThat(store.list("tiles")).hasSize(1);
    List<String> puts = recorder.heads("PUT");
    assertThat(puts).hasSize(1);
    return puts;
  }

  @Test
  void credentialsOfASessionAreSent() {
    ObjectStore store =
        open(
            Map.of(
                "aws.credentials.provider",
                "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider",
                "session.token",
                "token-of-a-session"));

    store.write("x", "1".getBytes(UTF_8));

    assertThat(store.find("x")).isPresent();
    assertThat(recorder.heads("PUT")).hasSize(1);
    assertThat(recorder.heads())
        .allSatisfy(
            head -> assertThat(head).containsIgnoringCase("\nx-amz-security-token: token-of-a-"));
  }

  @Test
  void encryptionIsAskedFor() {
    ObjectStore store = open(Map.of("encryption.algorithm", "AES256"));
    ObjectStore keyed =
        open(Map.of("encryption.algorithm", "SSE-KMS", "encryption.key", "arn:aws:kms:eu:1:key/2"));

    // This server encrypts nothing and says so: what counts is what it was asked.
    byte[] bytes = "1".getBytes(UTF_8);
    assertRefused(() -> store.write("small", bytes));
    assertRefused(() -> store.write("large", new byte[PART + 1]));
    assertRefused(() -> store.create("created", bytes));
    assertRefused(() -> keyed.write("small", bytes));

    assertThat(asked(store))
        .hasSizeGreaterThanOrEqualTo(3) // parts are encrypted as their upload is
        .allSatisfy(
            head ->
                assertThat(head).containsIgnoringCase("\nx-amz-server-side-encryption: AES256"));
    assertThat(asked(keyed))
        .isNotEmpty()
        .allSatisfy(
            head ->
                assertThat(head)
                    .containsIgnoringCase("\nx-amz-server-side-encryption: aws:kms")
                    .containsIgnoringCase("-aws-kms-key-id: arn:aws:kms:eu:1:key/2"));
  }

  private static void assertRefused(ThrowingCallable writing) {
    assertThatThrownBy(writing).hasMessageContaining("encryption is not supported");
  }

  /** Whole objects, and beginnings of uploads in parts. */
  private List<String> asked(ObjectStore store) {
    return recorder.heads().stream()
        .filter(head -> head.contains("/" + bucket(store) + "/"))
        .filter(head -> head.startsWith("PUT ") || head.matches("(?s)POST [^ ]+\\?uploads.*"))
        .filter(head -> !head.contains("partNumber="))
        .toList();
  }

  @Test
  void anUploadThatFailsHalfWayLeavesNothing() {
    ObjectStore store = open(Map.of());
    byte[] bytes = new byte[PARTS * PART - 7];
    new SplittableRandom(3).nextBytes(bytes);
    store.write("good", bytes);
    assertThat(store.find("good")).hasValue(bytes);
    recorder.refuse(head -> head.contains("partNumber=2"));

    assertThatThrownBy(() -> store.write("tiles/bad", bytes))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot write " + store.uri() + "/tiles/bad: ");
    assertThatThrownBy(() -> store.create("tiles/new", bytes)).isInstanceOf(StoreException.class);

    recorder.refuse(head -> head.startsWith("POST ") && head.contains("?uploadId="));
    assertThatThrownBy(() -> store.write("good", new byte[bytes.length]))
        .as("its last step fails")
        .isInstanceOf(StoreException.class);

    recorder.refuse(head -> false);
    assertThat(store.list("")).extracting(ObjectStore.Entry::name).containsExactly("good");
    assertThat(store.find("good")).hasValue(bytes);
    assertThat(pending(store)).isEmpty();
    assertThat(recorder.heads("DELETE")).as("aborted").hasSize(3);
  }

  @Test
  void anUploadThatAKilledWriterLeftIsSeenAndRemoved() throws Exception {
    ObjectStore store = open(Map.of());
    var path = new org.apache.hadoop.fs.Path(store.uri() + "/dreams/a b.png");
    Configuration configuration = configuration(Map.of());
    var out = path.getFileSystem(configuration).create(path, true);
    out.write(new byte[PART + 1]); // and its process dies

    assertThat(pending(store)).containsExactly("dreams/a b.png");
    PendingUploads uploads = PendingUploads.below(store.uri(), configuration).orElseThrow();
    var now = Instant.now();
    assertThat(uploads.abort(Duration.ofMinutes(10), now)).as("young ones").isZero();
    assertThat(uploads.abort(Duration.ofMinutes(10), now.plusSeconds(601))).isOne();
    assertThat(pending(store)).isEmpty();
  }

  private List<String> pending(ObjectStore store) {
    List<String> names = new ArrayList<>();
    PendingUploads.below(store.uri(), configuration(Map.of()))
        .orElseThrow()
        .each(upload -> names.add(upload.name()));
    return names;
  }

  @Test
  void listingsArePaged() {
    ObjectStore store = open(Map.of("paging.maximum", "100"));
    List<String> names = IntStream.range(0, 1050).mapToObj(i -> "t/" + i % 7 + "/" + i).toList();
    names.parallelStream().forEach(name -> store.write(name, new byte[1]));
    int before = recorder.heads("GET").size();

    List<ObjectStore.Entry> entries = store.list("");

    assertThat(entries)
        .extracting(ObjectStore.Entry::name)
        .containsExactlyElementsOf(names.stream().sorted().toList());
    List<String> pages =
        recorder.heads("GET").stream().skip(before).filter(h -> h.contains("list-type=2")).toList();
    assertThat(pages).hasSizeGreaterThanOrEqualTo(11);
    assertThat(pages.subList(0, 11)).allMatch(head -> head.contains("max-keys=100"));
    assertThat(pages).filteredOn(h -> h.contains("continuation-token=")).hasSize(pages.size() - 1);
  }

  @Test
  void nothingIsCopied() {
    ObjectStore store = open(Map.of());
    store.write("a", new byte[1]);
    store.write("a", new byte[2]);
    store.create("b", new byte[1]);
    store.create("b", new byte[2]);

    assertThat(recorder.heads()).isNotEmpty().noneMatch(head -> head.contains("copy-source"));
    assertThat(recorder.heads("PUT")).hasSize(4);
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
