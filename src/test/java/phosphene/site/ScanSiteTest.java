package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.gallery.MemoryStore;
import phosphene.gallery.ObjectStore;

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
    String[] folders =
        IntStream.range(0, 2 * ScanSite.CHUNK + 1)
            .mapToObj(i -> "scans/" + i + ".jpg")
            .toArray(String[]::new);
    write(folders);
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
        .contains("[\"scans/a%2520%253Cb%253E%2526%257Broot%257D.jpg\",\"a <b>&{root}.jpg\"]");
  }

  @Test
  void foldersAreTakenOneByOne() {
    List<String> seen = new ArrayList<>();
    Iterator<String> folders =
        Stream.iterate(0, i -> i + 1)
            .limit(3L * ScanSite.CHUNK)
            .map(i -> "scans/" + i + ".jpg")
            .peek(seen::add)
            .iterator();
    ObjectStore watching =
        new Forwarding(store) {
          @Override
          public void write(String name, byte[] bytes) {
            if (name.equals("site/strips/0.js")) {
              // One more may be looked at to know whether there is one.
              assertThat(seen).hasSizeBetween(ScanSite.CHUNK, ScanSite.CHUNK + 1);
            }
            super.write(name, bytes);
          }
        };
    assertThat(ScanSite.of(watching).write(folders)).isEqualTo(3 * ScanSite.CHUNK);
  }

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

  private void write(String... folders) {
    ScanSite.of(store).write(List.of(folders).iterator());
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

  /** A store that hands on what it is asked. */
  private static class Forwarding implements ObjectStore {
    private final ObjectStore store;

    Forwarding(ObjectStore store) {
      this.store = store;
    }

    @Override
    public String uri() {
      return store.uri();
    }

    @Override
    public java.util.Optional<byte[]> find(String name) {
      return store.find(name);
    }

    @Override
    public void write(String name, byte[] bytes) {
      store.write(name, bytes);
    }

    @Override
    public boolean create(String name, byte[] bytes) {
      return store.create(name, bytes);
    }

    @Override
    public List<Entry> list(String folder) {
      return store.list(folder);
    }

    @Override
    public void delete(String name) {
      store.delete(name);
    }
  }
}
