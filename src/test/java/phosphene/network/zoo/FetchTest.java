package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.Digest;
import phosphene.network.zoo.CatalogueEntry.About;
import phosphene.network.zoo.CatalogueEntry.Download;
import phosphene.network.zoo.CatalogueEntry.KnownDigest;
import phosphene.spec.SpecException;

/** Downloads from a server on the loopback interface. */
class FetchTest {
  private static final byte[] BODY = "abc".repeat(50_000).getBytes(StandardCharsets.UTF_8);

  @TempDir Path cache;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server = unbound();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/good", exchange -> send(exchange, 200, BODY.length, BODY));
    server.createContext("/gone", exchange -> send(exchange, 404, 4, new byte[4]));
    server.createContext("/other", exchange -> send(exchange, 200, 3, new byte[3]));
    server.createContext(
        "/short", exchange -> send(exchange, 200, BODY.length, Arrays.copyOf(BODY, 1000)));
    server.createContext(
        "/silent",
        exchange -> {
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY, 0, 1000);
          exchange.getResponseBody().flush(); // and never more
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/good");
          send(exchange, 302, 0, new byte[0]);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aFileWithTheDocumentedDigestArrives() throws Exception {
    for (Digest function : Digest.values()) {
      List<Long> heard = new ArrayList<>();
      CatalogueEntry entry = entry(digest(function), "good");

      Path file = new Fetch(cache).fetch(entry, (bytes, total) -> heard.add(total));

      assertThat(file).hasBinaryContent(BODY).isEqualTo(cache.resolve("net.h5"));
      assertThat(heard).isNotEmpty().containsOnly((long) BODY.length);
      assertThat(left()).containsExactly("net.h5");
      Files.delete(file);
    }
  }

  @Test
  void mirrorsAreTriedInTurnUntilOneDeliversTheWholeFile() throws Exception {
    CatalogueEntry entry =
        entry(digest(Digest.MD5), "gone", "other", "short", "silent", "moved", "good");

    Path file = withShortTimeout().fetch(entry, (bytes, total) -> {});

    assertThat(file).hasBinaryContent(BODY);
    assertThat(asked).containsExactly("/gone", "/other", "/short", "/moved", "/good");
    assertThat(left()).containsExactly("net.h5");
  }

  @Test
  void everyMirrorsFailureIsNamedAndNothingIsLeft() throws Exception {
    CatalogueEntry entry = entry(digest(Digest.MD5), "gone", "other", "short", "silent");

    assertThatThrownBy(() -> withShortTimeout().fetch(entry, (bytes, total) -> {}))
        .isInstanceOf(SpecException.class)
        .hasMessageMatching(
            "Cannot fetch vgg19: \\S+/gone: HTTP status 404;"
                + " \\S+/other: MD5 is 693e9af84d3dfcc71e640e005bdc5e2e, expected [0-9a-f]{32};"
                + " \\S+/short: .*bytes received.*;"
                + " \\S+/silent: nothing came for 5000 ms");
    assertThat(left()).isEmpty();
  }

  @Test
  void withoutADocumentedDigestTheFirstDownloadsDigestIsRecorded() throws Exception {
    Fetch fetch = new Fetch(cache);

    Path file = fetch.fetch(entry(Optional.empty(), "good"), (bytes, total) -> {});

    assertThat(cache.resolve("net.h5.sha256")).hasContent(digestOfBody(Digest.SHA256) + "\n");
    Files.delete(file);
    assertThatThrownBy(() -> fetch.fetch(entry(Optional.empty(), "other"), (bytes, total) -> {}))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith("expected " + digestOfBody(Digest.SHA256));
    assertThat(left()).containsExactly("net.h5.sha256");
  }

  @Test
  void aFetchedFileIsNotFetchedAgainUnlessItIsDamaged() throws Exception {
    CatalogueEntry entry = entry(digest(Digest.SHA256), "good");
    Fetch fetch = new Fetch(cache);
    Path file = fetch.fetch(entry, (bytes, total) -> {});
    fetch.fetch(entry, (bytes, total) -> {});
    assertThat(asked).containsExactly("/good");

    Files.write(file, new byte[] {1});
    fetch.fetch(entry, (bytes, total) -> {});

    assertThat(asked).containsExactly("/good", "/good");
    assertThat(file).hasBinaryContent(BODY);
  }

  @Test
  void anEntryWithoutMirrorsSaysSo() {
    assertThatThrownBy(() -> new Fetch(cache).fetch(entry(Optional.empty()), (bytes, total) -> {}))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot fetch vgg19: no mirror is known");
  }

  /** Not so impatient that a mirror on a busy machine would seem to be silent. */
  private Fetch withShortTimeout() {
    return new Fetch(cache, Duration.ofSeconds(5));
  }

  private CatalogueEntry entry(Optional<KnownDigest> digest, String... paths) {
    String start = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    return new CatalogueEntry(
        "vgg19",
        new About("", "", ""),
        new Download(
            "net.h5", 0, digest, Stream.of(paths).map(p -> URI.create(start + p)).toList()));
  }

  private Optional<KnownDigest> digest(Digest function) throws IOException {
    return Optional.of(new KnownDigest(function, digestOfBody(function)));
  }

  private static String digestOfBody(Digest function) throws IOException {
    Path file = Files.createTempFile("body", ".bin");
    try {
      return function.of(Files.write(file, BODY));
    } finally {
      Files.delete(file);
    }
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private synchronized void send(HttpExchange exchange, int status, long length, byte[] body)
      throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    try (exchange) {
      exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
      exchange.getResponseBody().write(body);
    }
  }

  private static HttpServer unbound() {
    try {
      return HttpServer.create();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
