package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static phosphene.site.HostileNames.ALL;
import static phosphene.site.HostileNames.NAMES;
import static phosphene.site.Visit.rest;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.CropSheet;
import phosphene.gallery.Layout;
import phosphene.gallery.index.AtlasRows;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.network.Node;
import phosphene.plan.Unit;

/** Names that would do something in a page are only shown. */
@Slow
class HostileNamesTest {
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
    keep(index, "hostile-index");
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
    keep(index, "hostile-layer");
    index.close();
  }

  /** For a person to look at. */
  private static void keep(Page page, String name) {
    Path file = Path.of("target", "pages", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
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
    photos.forEach(photo -> HostileNames.scan(store, photo));
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
      keep(visited, "hostile-scan");
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

  @Test
  void scriptsMayStandWithinAPage() {
    HostileNames.scan(store, "album/cat.jpg");
    String script =
        new String(store.find("scans/album/cat.jpg/scan.js").orElseThrow(), StandardCharsets.UTF_8);
    assertThat(script).doesNotContain("<", "\u2028", "\u2029").hasLineCount(1);
  }

  @Test
  void aNetworkThatRunsInThePageMayHaveThemToo() throws InterruptedException {
    assumeTrue(
        ClasspathAssets.tensorflow().isPresent(), "built without TensorFlow.js: npm was not there");
    HostileNames.scan(store, "album/cat.jpg");
    List<String> folders = List.of("scans/album/cat.jpg");
    ScanSite.of(store).running(HostileNames.network()).write(folders.iterator());

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
        .isEqualTo(HostileNames.network().architecture().nodes().stream().map(Node::name).toList());
    harmless(page);
    page.setInputFiles(
        "input[type=file]",
        new com.microsoft.playwright.options.FilePayload(
            "<img src=x data-pwned>.png", "image/png", new byte[] {1, 2, 3}));
    page.locator("[role=alert]").waitFor();
    assertThat(page.locator("[role=alert]").textContent())
        .isEqualTo(
            "Cannot read <img src=x data-pwned>.png: it is no image that this browser knows");
    harmless(page);
    page.close();
    assertThat(browser.elsewhere()).isEmpty();
  }

  @Test
  void aForgedBookOfPagesInjectsNothing() throws InterruptedException {
    HostileNames.scan(store, "album/cat.jpg");
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
