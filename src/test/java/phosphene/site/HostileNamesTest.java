package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static phosphene.site.Visit.rest;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.AtlasRows;
import phosphene.gallery.CropSheet;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.Layout;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.ScanRow;
import phosphene.gallery.ScanScript;
import phosphene.network.Activation;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Network;
import phosphene.network.Networks;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.plan.Unit;

/** Names that would do something in a page are only shown. */
class HostileNamesTest {
  /** What people, networks and forged indexes may be named, each wanting out of where it stands. */
  private static final List<String> NAMES =
      List.of(
          "<script>window.pwned=1</script>",
          "\"><img src=x onerror=\"window.pwned=1\" data-pwned>",
          "' onmouseover='window.pwned=1' data-pwned='",
          "</title></script><script>window.pwned=1</script>",
          "--><b data-pwned><!--",
          "javascript:window.pwned=1",
          "data:text/html,<b data-pwned>",
          "//127.0.0.1:9/evil.png",
          "/etc/passwd",
          "a\\b\\\"c'd`${window.pwned=1}",
          "line\u2028break\u2029and\nanother",
          "{network}{layers}{title}{root}{live}",
          "&lt;b data-pwned&gt;&amp;&#39;",
          "%3Cb data-pwned%3E%2F..%2F100%",
          "x);background:url(y);(",
          "a?b=c#d",
          " blank at both ends ",
          "ünï 猫 🐈 ‮rtl",
          "__proto__",
          "constructor");

  private static final String ALL = String.join("", NAMES);

  @TempDir Path temporary;
  private Path folder;
  private ObjectStore store;
  private Browser browser;

  @BeforeEach
  void open() throws IOException {
    folder = temporary.toRealPath();
    store = HadoopStore.open(folder.toString(), new Configuration());
    browser = Browser.on(folder);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void pagesOfAnAtlasShowThemAndLeadToTheirObjects() {
    AtlasRows rows = new AtlasRows(store, ALL);
    for (int i = 0; i < NAMES.size(); i++) {
      String name = NAMES.get(i);
      rows.rendered(new Unit(name, i, 0), 2.0);
      rows.failed(new Unit(name, i, 1), name);
      rows.forged(new Unit(name, i, 2), name);
      rows.forged(new Unit(name, i, 3), "../outside/" + i + ".png");
      store.write(new CropSheet(name, 0).object("0123456789abcdef"), new byte[0]);
    }
    rows.write();
    AtlasSite.of(store).write();

    Page index = browser.open("index.html", 800, 600);
    assertThat(index.title()).isEqualTo(shown(ALL) + " · Phosphene");
    assertThat(index.locator("h1").textContent()).isEqualTo(ALL);
    assertThat(index.locator("a.layer h2").allTextContents())
        .isEqualTo(NAMES.stream().map(name -> name + " 4").toList());
    harmless(index);
    allLeadSomewhere(index);
    List<?> pages =
        (List<?>)
            index.evaluate("() => [...document.querySelectorAll('a.layer')].map((a) => a.href)");
    assertThat(pages).hasSize(NAMES.size());
    for (int i = 0; i < pages.size(); i++) {
      index.navigate((String) pages.get(i));
      String name = NAMES.get(i);
      assertThat(index.locator("h1").textContent()).isEqualTo(name);
      assertThat(index.locator("span.tile").allTextContents())
          .contains("store: " + name, "not in the gallery: ../outside/" + i + ".png");
      assertThat(index.locator(".photos").first().getAttribute("style")).contains("site/crops/");
      harmless(index);
      allLeadSomewhere(index);
    }
    index.close();
  }

  /** As a browser shows it in a title. */
  private static String shown(String text) {
    return text.strip().replaceAll("[ \n]+", " ");
  }

  /** Nothing of a name became markup or was run. */
  private static void harmless(Page page) {
    Map<?, ?> found =
        (Map<?, ?>)
            page.evaluate(
                """
                () => ({
                  ran: window.pwned === undefined ? 0 : 1,
                  injected: document.querySelectorAll('[data-pwned]').length,
                  handlers: [...document.querySelectorAll('*')].filter((one) =>
                    one.getAttributeNames().some((name) => name.startsWith('on'))).length,
                  scripts: [...document.scripts].filter((one) => !/\\/(site\\/[^?#]*|scan)[.]js$/.test(one.src)).length,
                })""");
    assertThat(found).as(page.url()).allSatisfy((what, count) -> assertThat(count).isEqualTo(0));
  }

  /**
   * Every address is one of the gallery, and but for those that are forged there is an object of
   * its name.
   */
  private void allLeadSomewhere(Page page) {
    List<?> addresses =
        (List<?>)
            page.evaluate(
                """
                () => [...document.querySelectorAll('[href], [src], [style]')]
                  .map((one) => {
                    const url = /url\\(["']?([^"')]*)/.exec(one.style.backgroundImage);
                    return one.href || one.src || (url && new URL(url[1], location).href);
                  })
                  .filter((address) => address && address !== 'data:,')""");
    assertThat(addresses).isNotEmpty();
    for (Object address : addresses) {
      String root = page.url().startsWith("file:") ? folder.toUri().toString() : browser.web();
      assertThat((String) address).startsWith(root);
      String name = URI.create(((String) address).substring(root.length())).getPath();
      if (!NAMES.contains(name)) {
        assertThat(store.find(name)).as("%s from %s", name, page.url()).isPresent();
      }
    }
  }

  @Test
  void pagesOfScansShowThemAndLeadToEachOther() throws InterruptedException {
    List<String> photos =
        IntStream.range(0, NAMES.size()).mapToObj(HostileNamesTest::photo).toList();
    photos.forEach(this::scan);
    List<String> folders =
        photos.stream()
            .map(photo -> Layout.scan(photo, Layout.Scan.NEURONS))
            .map(name -> name.substring(0, name.lastIndexOf('/')))
            .toList();
    ScanSite.of(store).write(folders.iterator());

    for (int i = 0; i < photos.size(); i++) {
      String page = folders.get(i) + "/index.html";
      Page visited =
          i % 4 == 0
              ? browser.openFile(page, 900, 600)
              : browser.open(page.replace("%", "%25"), 900, 600);
      shows(visited, photos.get(i), photos.size());
      harmless(visited);
      visited.close();
    }
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.elsewhere()).isEmpty();
  }

  private static String photo(int i) {
    // A collection has no folders that are named like these.
    return "album/" + NAMES.get(i).replaceFirst("^/+", "") + ".jpg";
  }

  /** Waits until a page shows all, and follows the strip. */
  private void shows(Page page, String photo, int photos) {
    rest(page);
    page.locator(".strip a[aria-current]").waitFor();
    assertThat(page.title()).isEqualTo(shown(photo + " · Phosphene"));
    assertThat(page.locator("h1").textContent()).isEqualTo(photo);
    assertThat(page.locator(".strip a[aria-current]").getAttribute("title")).isEqualTo(photo);
    assertThat(page.locator(".strip a").count()).isEqualTo(photos);
    assertThat(page.locator(".class span").allTextContents()).isEqualTo(NAMES.subList(0, 5));
    assertThat(page.evaluate("() => phosphene.page.scan.layers.map((one) => one.name)"))
        .isEqualTo(NAMES);
    assertThat(page.evaluate("() => phosphene.page.scan.network")).isEqualTo(ALL);
    page.waitForFunction("() => document.querySelector('.photo').complete");
    assertThat(page.evaluate("() => document.querySelector('.photo').naturalWidth")).isEqualTo(64);
    page.waitForFunction(
        "() => [...document.querySelectorAll('.strip img')].filter((one) => one.naturalWidth > 0).length > 3");
    allLeadSomewhere(page);
  }

  /** A scan of some neurons. */
  private void scan(String photo) {
    List<ScanScript.Layer> layers = new ArrayList<>();
    List<ScanRow.Likely> classes = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      layers.add(new ScanScript.Layer(NAMES.get(i), 2, 3, 3, 18 * i, 1, 255));
      classes.add(new ScanRow.Likely(i, NAMES.get(i), 0.5f / (i + 1)));
    }
    ScanScript script =
        new ScanScript(
            ScanScript.FORMAT,
            photo,
            ALL,
            List.of(64, 64),
            List.of(0, 0, 64, 64),
            classes,
            layers,
            ScanScript.packed(new byte[18 * NAMES.size()]));
    store.write(Layout.scan(photo, Layout.Scan.NEURONS), script.bytes());
    byte[] picture = PhotoFile.of(PhotoFile.picture(64, 64, BufferedImage.TYPE_INT_RGB), "jpg");
    store.write(Layout.scan(photo, Layout.Scan.PICTURE), picture);
  }

  @Test
  void scriptsMayStandWithinAPage() {
    scan("album/cat.jpg");
    String script =
        new String(store.find("scans/album/cat.jpg/scan.js").orElseThrow(), StandardCharsets.UTF_8);
    assertThat(script).doesNotContain("<", "\u2028", "\u2029").hasLineCount(1);
  }

  @Test
  void aNetworkThatRunsInThePageMayHaveThemToo() throws InterruptedException {
    assumeTrue(Shelf.tensorflow().isPresent(), "built without TensorFlow.js: npm was not there");
    scan("album/cat.jpg");
    List<String> folders = List.of("scans/album/cat.jpg");
    ScanSite.of(store).running(network()).write(folders.iterator());

    Page page = browser.open("scans/album/cat.jpg/index.html", 900, 600);
    page.waitForFunction("() => window.phosphene?.page?.live !== undefined");
    assertThat(page.evaluate("() => document.documentElement.dataset.live"))
        .isEqualTo("live " + ALL);
    page.setInputFiles(
        "input[type=file]",
        new com.microsoft.playwright.options.FilePayload(
            "<b data-pwned>.png",
            "image/png",
            PhotoFile.png(PhotoFile.picture(40, 30, BufferedImage.TYPE_INT_RGB))));
    page.waitForFunction("() => phosphene.page.panel.title.textContent === '<b data-pwned>.png'");
    assertThat(page.evaluate("() => phosphene.page.scan.classes.map((one) => one.name)"))
        .isEqualTo(NAMES.stream().map(name -> name.replace('_', ' ')).toList());
    assertThat(page.evaluate("() => phosphene.page.scan.layers.map((one) => one.name)"))
        .isEqualTo(network().architecture().nodes().stream().map(Node::name).toList());
    harmless(page);
    page.setInputFiles(
        "input[type=file]",
        new com.microsoft.playwright.options.FilePayload(
            "<img src=x data-pwned>.png", "image/png", new byte[] {1, 2, 3}));
    page.locator("[role=alert]").waitFor();
    assertThat(page.locator("[role=alert]").textContent())
        .isEqualTo(
            "Cannot read <img src=x data-pwned>.png: it is no picture that this browser knows");
    harmless(page);
    page.close();
    assertThat(browser.elsewhere()).isEmpty();
  }

  /** A network of one by one pixels' averages, all of whose names are hostile. */
  private static Network network() {
    int count = NAMES.size();
    String convolution = NAMES.get(0);
    List<Node> nodes = new ArrayList<>();
    nodes.add(
        new Node(
            convolution,
            new Convolution(count, Window.of(1, 1, 0)),
            List.of(Architecture.INPUT),
            Activation.RELU));
    String last = convolution;
    for (String name : List.of("__proto__", "constructor")) {
      nodes.add(new Node(name, new GlobalAveragePool(), List.of(last), Activation.NONE));
      last = name;
    }
    nodes.add(new Node(NAMES.get(1), new Softmax(), List.of(last), Activation.NONE));
    Architecture architecture =
        new Architecture(
            "live " + ALL,
            new Shape(3, 32, 32),
            Networks.architecture("squeezenet").preprocessing(),
            nodes);
    float[] kernel = new float[3 * count];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (i % 7 - 3) / 1000f;
    }
    Weights weights = new Weights(kernel, new float[count]);
    return new Network(architecture, Map.of(convolution, weights), "abc", NAMES);
  }

  @Test
  void aForgedBookOfPagesInjectsNothing() throws InterruptedException {
    scan("album/cat.jpg");
    String forged = "\\\"><img src=x onerror='window.pwned=1' data-pwned>{title}";
    store.write(
        "site/pages.json",
        ("{\"template\":\"\",\"live\":\"" + forged + "\",\"state\":\"OWED\"}")
            .getBytes(StandardCharsets.UTF_8));

    ScanSite.of(store).update(List.of("scans/album/cat.jpg").iterator());

    Page page = browser.open("scans/album/cat.jpg/index.html", 900, 600);
    rest(page);
    assertThat(page.evaluate("() => document.documentElement.dataset.live"))
        .isEqualTo(forged.substring(1));
    harmless(page);
    page.close();
  }
}
