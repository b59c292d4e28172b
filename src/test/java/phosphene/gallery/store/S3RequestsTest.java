package phosphene.gallery.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.rig.S3Server;

/** What S3A sends to an S3 server for a gallery. */
@Timeout(300)
class S3RequestsTest {
  private static final String HOST = "s3.example.test";
  private static final int PARTS = 3;
  private static final int PART = 5 << 20; // the least that S3 takes

  @TempDir static Path folder;
  private static S3Server server;
  private static S3Server hosted; // to it any other host is a bucket
  private Buckets buckets;

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

  @BeforeEach
  void dial() {
    buckets = new Buckets(server);
  }

  @AfterEach
  void hangUp() throws IOException {
    buckets.close();
  }

  @Test
  void bucketsAreNamedInThePathOrInTheHost() throws Exception {
    ObjectStore path = buckets.open(Map.of());
    List<String> puts = putAndFound(path, buckets);
    assertThat(puts.get(0))
        .startsWith("PUT /" + Buckets.of(path) + "/some/gallery/tiles/a%20b/1%25.png HTTP/1.1\n")
        .contains("\nHost: 127.0.0.1:" + buckets.recorder().port() + "\n");

    try (Buckets others = new Buckets(hosted)) {
      ObjectStore host =
          others.open(
              Map.of(
                  "path.style.access",
                  "false",
                  "endpoint",
                  "http://" + HOST,
                  "proxy.host",
                  "127.0.0.1",
                  "proxy.port",
                  Integer.toString(others.recorder().port())));
      List<String> hostPuts = putAndFound(host, others);
      assertThat(hostPuts.get(0)).contains("\nHost: " + Buckets.of(host) + "." + HOST);
      assertThat(hostPuts.get(0).lines().findFirst().orElseThrow())
          .endsWith("/some/gallery/tiles/a%20b/1%25.png HTTP/1.1")
          .doesNotContain("/" + Buckets.of(host) + "/");
    }
  }

  private static List<String> putAndFound(ObjectStore store, Buckets in) {
    store.write("tiles/a b/1%.png", "x".getBytes(UTF_8));
    assertThat(store.find("tiles/a b/1%.png")).as(store.uri()).hasValue("x".getBytes(UTF_8));
    assertThat(store.list("tiles")).hasSize(1);
    List<String> puts = in.recorder().heads("PUT");
    assertThat(puts).hasSize(1);
    return puts;
  }

  @Test
  void credentialsOfASessionAreSent() {
    ObjectStore store =
        buckets.open(
            Map.of(
                "aws.credentials.provider",
                "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider",
                "session.token",
                "token-of-a-session"));

    store.write("x", "1".getBytes(UTF_8));

    assertThat(store.find("x")).isPresent();
    assertThat(buckets.recorder().heads("PUT")).hasSize(1);
    assertThat(buckets.recorder().heads())
        .allSatisfy(
            head -> assertThat(head).containsIgnoringCase("\nx-amz-security-token: token-of-a-"));
  }

  @Test
  void encryptionIsAskedFor() {
    ObjectStore store = buckets.open(Map.of("encryption.algorithm", "AES256"));
    ObjectStore keyed =
        buckets.open(
            Map.of("encryption.algorithm", "SSE-KMS", "encryption.key", "arn:aws:kms:eu:1:key/2"));

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
    return buckets.recorder().heads().stream()
        .filter(head -> head.contains("/" + Buckets.of(store) + "/"))
        .filter(head -> head.startsWith("PUT ") || head.matches("(?s)POST [^ ]+\\?uploads.*"))
        .filter(head -> !head.contains("partNumber="))
        .toList();
  }

  @Test
  void anUploadThatFailsHalfWayLeavesNothing() {
    ObjectStore store = buckets.open(Map.of());
    byte[] bytes = new byte[PARTS * PART - 7];
    new SplittableRandom(3).nextBytes(bytes);
    store.write("good", bytes);
    assertThat(store.find("good")).hasValue(bytes);
    buckets.recorder().refuse(head -> head.contains("partNumber=2"));

    assertThatThrownBy(() -> store.write("tiles/bad", bytes))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("Cannot write " + store.uri() + "/tiles/bad: ");
    assertThatThrownBy(() -> store.create("tiles/new", bytes)).isInstanceOf(StoreException.class);

    buckets.recorder().refuse(head -> head.startsWith("POST ") && head.contains("?uploadId="));
    assertThatThrownBy(() -> store.write("good", new byte[bytes.length]))
        .as("its last step fails")
        .isInstanceOf(StoreException.class);

    buckets.recorder().refuse(head -> false);
    assertThat(store.list("")).extracting(ObjectStore.Entry::name).containsExactly("good");
    assertThat(store.find("good")).hasValue(bytes);
    assertThat(pending(store)).isEmpty();
    assertThat(buckets.recorder().heads("DELETE")).as("aborted").hasSize(3);
  }

  @Test
  void anUploadThatAKilledWriterLeftIsSeenAndRemoved() throws Exception {
    ObjectStore store = buckets.open(Map.of());
    var path = new org.apache.hadoop.fs.Path(store.uri() + "/dreams/a b.png");
    Configuration configuration = buckets.configuration(Map.of());
    var out = path.getFileSystem(configuration).create(path, true);
    out.write(new byte[PART + 1]);
    buckets.recorder().awaitAnswer("partNumber=1"); // another thread sends it; its process dies

    assertThat(pending(store)).containsExactly("dreams/a b.png");
    PendingUploads uploads = PendingUploads.below(store.uri(), configuration).orElseThrow();
    var now = Instant.now();
    Duration age = Duration.ofMinutes(10);
    var later = now.plusSeconds(601);
    assertThat(uploads.abort(age, now, name -> true)).as("young ones").isZero();
    assertThat(uploads.abort(age, later, name -> !name.equals("dreams/a b.png"))).isZero();
    assertThat(uploads.abort(age, later, name -> true)).isOne();
    assertThat(pending(store)).isEmpty();
  }

  private List<String> pending(ObjectStore store) {
    List<String> names = new ArrayList<>();
    PendingUploads.below(store.uri(), buckets.configuration(Map.of()))
        .orElseThrow()
        .each(upload -> names.add(upload.name()));
    return names;
  }

  @Test
  void listingsArePaged() {
    ObjectStore store = buckets.open(Map.of("paging.maximum", "100"));
    List<String> names = IntStream.range(0, 1050).mapToObj(i -> "t/" + i % 7 + "/" + i).toList();
    names.parallelStream().forEach(name -> store.write(name, new byte[1]));
    int before = buckets.recorder().heads("GET").size();

    List<ObjectStore.Entry> entries = store.list("");

    assertThat(entries)
        .extracting(ObjectStore.Entry::name)
        .containsExactlyElementsOf(names.stream().sorted().toList());
    List<String> pages =
        buckets.recorder().heads("GET").stream()
            .skip(before)
            .filter(h -> h.contains("list-type=2"))
            .toList();
    assertThat(pages).hasSizeGreaterThanOrEqualTo(11);
    assertThat(pages.subList(0, 11)).allMatch(head -> head.contains("max-keys=100"));
    assertThat(pages).filteredOn(h -> h.contains("continuation-token=")).hasSize(pages.size() - 1);

    int listed = buckets.recorder().heads("GET").size();
    assertThat(store.holdsOutside("lease")).as("a foreign bucket").isTrue();
    assertThat(buckets.recorder().heads("GET").stream().skip(listed))
        .as("a page, and the next as S3A reads ahead")
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void nothingIsCopied() {
    ObjectStore store = buckets.open(Map.of());
    store.write("a", new byte[1]);
    store.write("a", new byte[2]);
    store.create("b", new byte[1]);
    store.create("b", new byte[2]);

    assertThat(buckets.recorder().heads())
        .isNotEmpty()
        .noneMatch(head -> head.contains("copy-source"));
    assertThat(buckets.recorder().heads("PUT")).hasSize(4);
  }
}
