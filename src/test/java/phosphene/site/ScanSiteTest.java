package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.Deterministic;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;

class ScanSiteTest {
  private final ObjectStore store = new MemoryStore();

  @Test
  void everyScanHasAPageThatFindsItsScriptsFromItsOwnFolder() {
    write("scans/cat.jpg", "scans/summer/sea.jpg");
    assertThat(text("scans/cat.jpg/index.html"))
        .contains("<title>cat.jpg · Phosphene</title>")
        .contains(
            "data-root=\"../../\" data-chunk=\"0\" data-live=\"\" data-folder=\"scans/cat.jpg\"");
    String deep = text("scans/summer/sea.jpg/index.html");
    assertThat(deep).contains("data-root=\"../../../\"").doesNotContain("{");
    assertThat(addresses(deep))
        .isNotEmpty()
        .allSatisfy(
            address -> {
              assertThat(address).startsWith("../../../site/");
              assertThat(store.find(address.substring("../../../".length()))).isPresent();
            });
  }

  @Test
  void pagesLoadNothingButFilesOfTheGallery() {
    write("scans/cat.jpg");
    assertThat(text("scans/cat.jpg/index.html")).doesNotContain("http").doesNotContain("//");
    for (String script : ScanSite.SCRIPTS) {
      assertThat(text("site/" + script)).as(script).doesNotContain("http://", "https://");
    }
  }

  @Test
  void stripsAreCutIntoChunksAndCounted() {
    write(folders(2 * ScanSite.CHUNK + 1).toArray(String[]::new));
    assertThat(text("site/strips.js"))
        .isEqualTo("phosphene.strips({\"photos\":97,\"chunks\":3});\n");
    assertThat(text("site/strips/2.js"))
        .isEqualTo("phosphene.strip([[\"scans/96.jpg\",\"96.jpg\"]]);\n");
    assertThat(text("scans/96.jpg/index.html")).contains("data-chunk=\"2\"");
    assertThat(store.find("site/strips/3.js")).isEmpty();
  }

  @Test
  void encodedNamesAreReadableAndTheirAddressesSurviveABrowser() {
    write("scans/a%20%3Cb%3E%26%7Broot%7D.jpg");
    String page = text("scans/a%20%3Cb%3E%26%7Broot%7D.jpg/index.html");
    assertThat(page)
        .contains("<title>a &lt;b&gt;&amp;{root}.jpg · Phosphene</title>")
        .contains("data-folder=\"scans/a%2520%253Cb%253E%2526%257Broot%257D.jpg\"");
    assertThat(text("site/strips/0.js"))
        .contains(
            "[\"scans/a%2520%253Cb%253E%2526%257Broot%257D.jpg\",\"a \\u003Cb\\u003E&{root}.jpg\"]");
  }

  @Test
  void onlySomeFoldersAreHeldAtATime() throws InterruptedException {
    AtomicInteger seen = new AtomicInteger();
    int chunks = 3 * ParallelWriter.AT_ONCE;
    Iterator<String> folders =
        Stream.iterate(0, i -> i + 1)
            .limit((long) chunks * ScanSite.CHUNK)
            .map(i -> "scans/" + i + ".jpg")
            .peek(name -> seen.incrementAndGet())
            .iterator();
    ObjectStore watching =
        new ForwardingStore(store) {
          @Override
          public void write(String name, byte[] bytes) {
            if (name.equals("site/strips/0.js")) {
              // One more chunk may be waiting, and one more folder have been looked at.
              assertThat(seen.get())
                  .isLessThanOrEqualTo((ParallelWriter.AT_ONCE + 1) * ScanSite.CHUNK + 1);
            }
            super.write(name, bytes);
          }
        };
    assertThat(ScanSite.of(watching).write(folders)).isEqualTo(chunks * ScanSite.CHUNK);
  }

  @Deterministic
  @Test
  void theSameScansGiveTheSameBytes() {
    write("scans/cat.jpg");
    List<String> before = all();
    write("scans/cat.jpg");
    assertThat(all()).isEqualTo(before);
  }

  @Test
  void threeIsAClassicScriptWithItsLicenceBesideIt() {
    write("scans/cat.jpg");
    assertThat(text("site/three.js"))
        .startsWith("(() => {\nconst exports = {};\n")
        .endsWith("window.THREE = exports;\n})();\n")
        .doesNotContain("require(");
    assertThat(text("site/three-LICENSE.txt")).contains("The MIT License");
  }

  @Test
  void foldersElsewhereAreRefused() {
    assertThatThrownBy(() -> write("tiles/conv1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid folder of a scan: tiles/conv1 (must be scans/ and the path of a photo)");
  }

  @Test
  void onlyPagesThatAreMissingOrHaveMovedAreWritten() {
    List<String> folders = new ArrayList<>(folders(2 * ScanSite.CHUNK));
    assertThat(updated(folders)).hasSize(2 * ScanSite.CHUNK + 2);
    assertThat(updated(folders)).isEmpty();

    folders.add("scans/last.jpg");
    assertThat(updated(folders))
        .containsExactlyInAnyOrder("scans/last.jpg/index.html", "site/strips/2.js");
    folders.add(0, "scans/first.jpg");
    assertThat(updated(folders))
        .as("one photo of each chunk goes into the next")
        .containsExactlyInAnyOrder(
            "scans/first.jpg/index.html", "site/strips/0.js",
            "scans/47.jpg/index.html", "site/strips/1.js",
            "scans/95.jpg/index.html", "site/strips/2.js");
    List<String> grown = all();
    write(folders.toArray(String[]::new));
    assertThat(all()).isEqualTo(grown);

    updated(folders.subList(0, 1));
    assertThat(store.list("site/strips"))
        .extracting(ObjectStore.Entry::name)
        .containsExactly("site/strips/0.js");
  }

  @Test
  void pagesAreOwedFromTheScanToTheLastPage() {
    assertThat(ScanSite.of(store).owed()).isTrue();
    updated(folders(2));
    assertThat(ScanSite.of(store).owed()).isFalse();
    ScanSite.of(store).expect();
    assertThat(ScanSite.of(store).owed()).isTrue();

    ObjectStore full =
        new ForwardingStore(store) {
          @Override
          public void write(String name, byte[] bytes) {
            if (name.equals("scans/2.jpg/index.html")) {
              throw new StoreException("Cannot write " + name, new java.io.IOException("full"));
            }
            super.write(name, bytes);
          }
        };
    assertThatThrownBy(() -> ScanSite.of(full).update(folders(3).iterator()))
        .isInstanceOf(StoreException.class)
        .hasMessage("Cannot write scans/2.jpg/index.html: full");

    assertThat(ScanSite.of(store).owed()).isTrue();
    assertThat(updated(folders(3))).as("all, to be sure").hasSize(4);
    assertThat(ScanSite.of(store).owed()).isFalse();
  }

  @Test
  void pagesOfDistantPhotosAreWrittenAtTheSameTime() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(8);
    ObjectStore slow =
        new ForwardingStore(store) {
          @Override
          public void write(String name, byte[] bytes) {
            if (name.endsWith("/index.html")) {
              together.countDown();
              try {
                assertThat(together.await(5, TimeUnit.MINUTES)).isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            }
            super.write(name, bytes);
          }
        };
    int photos = 8 * ScanSite.CHUNK;
    assertThat(ScanSite.of(slow).write(folders(photos).iterator())).isEqualTo(photos);
    assertThat(store.list("scans")).hasSize(photos);
  }

  @Test
  void pagesGoOnToRunTheirNetworkUntilTheyAreWrittenWithoutIt() throws InterruptedException {
    assumeTrue(
        ClasspathAssets.tensorflow().isPresent(), "built without TensorFlow.js: npm was not there");
    Network network =
        Networks.random("squeezenet", 3).labelled(java.util.Collections.nCopies(1000, "x"));
    ScanSite.of(store).running(network).write(folders(1).iterator());
    byte[] weights = store.find("site/network.js").orElseThrow();

    assertThat(updated(folders(2)))
        .containsExactlyInAnyOrder("scans/1.jpg/index.html", "site/strips/0.js");

    assertThat(text("scans/1.jpg/index.html")).contains("data-live=\"squeezenet\"");
    assertThat(store.find("site/network.js")).hasValue(weights);
    write("scans/0.jpg", "scans/1.jpg");
    assertThat(text("scans/0.jpg/index.html")).contains("data-live=\"\"");
    assertThat(store.list("site"))
        .extracting(ObjectStore.Entry::name)
        .doesNotContain("site/network.js", "site/tf.js", "site/tf-LICENSE.txt");
  }

  private static List<String> folders(int count) {
    return IntStream.range(0, count).mapToObj(i -> "scans/" + i + ".jpg").toList();
  }

  /** The pages and strips that bringing a gallery up to date writes. */
  private List<String> updated(List<String> folders) {
    List<String> written = Collections.synchronizedList(new ArrayList<>());
    ObjectStore watching =
        new ForwardingStore(store) {
          @Override
          public void write(String name, byte[] bytes) {
            if (name.endsWith("/index.html") || name.startsWith("site/strips/")) {
              written.add(name);
            }
            super.write(name, bytes);
          }
        };
    try {
      ScanSite.of(watching).update(folders.iterator());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return written;
  }

  private void write(String... folders) {
    try {
      ScanSite.of(store).write(List.of(folders).iterator());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> all() {
    return store.list("").stream().map(entry -> entry.name() + " " + text(entry.name())).toList();
  }

  private String text(String name) {
    return new String(store.find(name).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static List<String> addresses(String page) {
    return java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(match -> match.group(1))
        .filter(address -> !address.equals("data:,"))
        .toList();
  }
}
