package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.site.Visit.focused;
import static phosphene.site.Visit.rest;
import static phosphene.site.Visit.tip;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.index.ScanRow;

/** The 3D page without a pointer, and when something fails. */
@TestInstance(Lifecycle.PER_CLASS)
@Slow
class KeysTest {
  private static final String CAT = "scans/chelsea.png";

  private Browser browser;
  private Path folder;
  private ScanRow row;

  @BeforeAll
  void makeAGallery(@TempDir Path gallery) throws IOException {
    folder = gallery.toRealPath();
    browser = Browser.on(folder);
    row = RealScans.into(folder, "{chelsea}.png", "[conv1, fire2_*]").values().iterator().next();
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nobodyComplains() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void keysReachEverything() {
    Page page = opened();
    page.keyboard().press("Tab");
    assertThat(focused(page)).contains("neurons of squeezenet").contains("Arrow up and down zoom");
    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("Egyptian cat, 55 %: show its dot");
    page.keyboard().press("Enter");
    assertThat(tip(page)).containsExactly("Egyptian cat", "55 %");
    assertThat(told(page)).isEqualTo("Egyptian cat, 55 %");
    page.keyboard().press("Escape");
    assertThat(page.locator(".tip.on").count()).isZero();
    page.keyboard().press("ArrowRight");
    rest(page);
    assertThat(told(page)).isEqualTo("conv1, 96 channels of 111 by 111");
    page.close();
  }

  @Test
  void keysNameTheDotsOfALayerFromTheStrongestOn() {
    Page page = opened();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    assertThat(told(page))
        .startsWith("fire2_squeeze1x1, 16 channels of 55 by 55; fire2_expand1x1, ");
    double last = 100;
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      page.keyboard().press(".");
      assertThat(told(page)).matches("fire2_.*, channel \\d+ · row \\d+, column \\d+, .* most\\)");
      double share = Double.parseDouble(told(page).replaceAll(".*\\((.*) % of .*", "$1"));
      assertThat(share).isLessThanOrEqualTo(last);
      last = share;
      all.add(told(page));
    }
    assertThat(all).hasSize(30);
    assertThat(String.join(", ", tip(page))).isEqualTo(told(page));
    String here = told(page);
    page.keyboard().press(",");
    assertThat(told(page)).isNotEqualTo(here);
    page.keyboard().press(".");
    assertThat(told(page)).isEqualTo(here);
    page.close();
  }

  @Test
  void keysNameEveryClassFromTheLikeliestOn() {
    Page page = opened();
    page.getByLabel("Look at classes").press("Enter");
    List<ClassProbability> likeliest = row.classes();
    for (ClassProbability one : likeliest) {
      page.keyboard().press(".");
      assertThat(told(page)).startsWith(one.name() + ", ");
    }
    page.evaluate(
        """
        (count) => {
          for (let i = 0; i < count; i++) {
            dispatchEvent(new KeyboardEvent('keydown', { key: '.' }));
          }
        }""",
        1000 - likeliest.size());
    String last = told(page);
    assertThat(last).endsWith(", < 0.1 %");
    page.keyboard().press(".");
    assertThat(told(page)).isEqualTo(last);
    page.keyboard().press("Home");
    page.keyboard().press(",");
    assertThat(told(page)).as("of all").startsWith("Egyptian cat, ");
    page.close();
  }

  @Test
  void aMissingScanIsTold() throws IOException {
    String gone = "scans/gone.png";
    Files.createDirectories(folder.resolve(gone));
    Files.copy(folder.resolve(CAT).resolve("index.html"), folder.resolve(gone + "/index.html"));
    Page page = browser.openFile(gone + "/index.html", 800, 600);
    assertThat(alert(page)).isEqualTo("Cannot load scan.js: it is not there");
    page.keyboard().press("Escape");
    assertThat(page.locator("[role=alert]").isVisible()).isFalse();
    page.close(); // nor does it complain later
    assertThat(browser.complaints()).allMatch(one -> one.contains("ERR_FILE_NOT_FOUND"));
    browser.complaints().clear();
  }

  @Test
  void photosOfTheStripThatCannotBeLoadedAreToldAndCanBeAskedForAgain() throws IOException {
    Path strips = folder.resolve("site/strips.js");
    String before = Files.readString(strips);
    Files.writeString(strips, "phosphene.strips({\"photos\":49,\"chunks\":2});\n");
    Page page = opened();
    Locator later = page.getByLabel("Later photos");
    later.click();
    assertThat(alert(page)).isEqualTo("Cannot load 1.js: it is not there");
    assertThat(focused(page)).isEqualTo("Later photos");
    page.getByLabel("Close this message").click();
    assertThat(page.locator("[role=alert]").isVisible()).isFalse();
    Files.writeString(
        folder.resolve("site/strips/1.js"),
        "phosphene.strip([[\"" + CAT + "\",\"another.png\"]]);\n");
    later.click();
    page.locator(".strip a[title='another.png']").waitFor();
    assertThat(page.evaluate("() => document.activeElement.title")).isEqualTo("another.png");
    page.close();
    assertThat(browser.complaints()).hasSize(1).allMatch(one -> one.contains("404"));
    browser.complaints().clear();
    Files.writeString(strips, before);
  }

  @Test
  void escapeClosesAMessageBeforeAnythingElse() {
    Page page = opened();
    page.locator(".class").first().click();
    page.evaluate("() => phosphene.page.progress.fail(new Error('Cannot see: it is dark'))");
    page.keyboard().press("Escape");
    assertThat(page.locator("[role=alert]").isVisible()).isFalse();
    assertThat(tip(page).get(0)).isEqualTo("Egyptian cat");
    page.keyboard().press("Escape");
    assertThat(page.locator(".tip.on").count()).isZero();
    page.close();
  }

  private static String alert(Page page) {
    page.locator("[role=alert]").waitFor();
    return page.locator("[role=alert]").textContent();
  }

  /** What those who hear the page were told last. */
  private static String told(Page page) {
    return page.locator("[aria-live]").textContent();
  }

  private Page opened() {
    Page page = browser.open(CAT + "/index.html", 1280, 720);
    rest(page);
    return page;
  }
}
