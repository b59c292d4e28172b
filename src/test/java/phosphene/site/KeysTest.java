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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The 3D page without a pointer, and when something fails. */
@TestInstance(Lifecycle.PER_CLASS)
class KeysTest {
  private static final String CAT = "scans/chelsea.png";

  private Browser browser;
  private Path folder;

  @BeforeAll
  void makeAGallery(@TempDir Path gallery) throws IOException {
    folder = gallery.toRealPath();
    browser = Browser.on(folder);
    RealScans.into(folder, "{chelsea}.png", "[conv1, fire2*]");
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
    assertThat(focused(page)).isEqualTo("Egyptian cat, 57 %: show its dot");
    page.keyboard().press("Enter");
    assertThat(tip(page)).containsExactly("Egyptian cat", "57 %");
    assertThat(told(page)).isEqualTo("Egyptian cat, 57 %");
    page.keyboard().press("Escape");
    assertThat(page.locator(".tip.on").count()).isZero();
    page.keyboard().press("ArrowRight");
    rest(page);
    assertThat(told(page)).isEqualTo("conv1, 96 channels of 111 by 111");
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
    assertThat(browser.complaints()).allMatch(one -> one.contains("ERR_FILE_NOT_FOUND"));
    browser.complaints().clear();
    page.close();
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
    assertThat(browser.complaints()).hasSize(1).allMatch(one -> one.contains("404"));
    browser.complaints().clear();
    Files.writeString(strips, before);
    page.close();
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
