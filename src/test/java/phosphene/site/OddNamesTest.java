package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.site.Visit.rest;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.cli.Ran;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;

/** Photos of any name, from the folder to the page that a double click opens. */
@Slow
class OddNamesTest {
  private static final List<String> NAMES =
      List.of(
          "100%.png",
          "%41.png",
          "A%20B.png",
          "a#b.png",
          "what?.png",
          "ü猫🐈.png",
          "u\u0308.png",
          " blank at both ends .png",
          "quote\"s'.png",
          "a:b.png",
          "<b>&amp;.png",
          "1+1=2;3,4.png",
          "back\\slash.png",
          "[1]{2,3}*.png",
          "~tilde~.png",
          "two..dots.png",
          "sub dir#1/%2F?.png",
          "{root}.png");

  @Test
  void theirPagesShowThemAndLeadToEachOther(@TempDir Path temporary) throws IOException {
    Path photos = temporary.toRealPath().resolve("photos");
    for (int i = 0; i < NAMES.size(); i++) {
      Path file = photos.resolve(NAMES.get(i));
      Files.createDirectories(file.getParent());
      BufferedImage picture = PhotoFile.picture(60 + i, 50, BufferedImage.TYPE_INT_RGB);
      Files.write(file, PhotoFile.png(picture));
    }
    Path gallery = temporary.toRealPath().resolve("out");
    Ran ran =
        Ran.phosphene(
            "render",
            "jobs/squeezenet-scan.yaml",
            "--master",
            "local[1]",
            "--set",
            "weights=random:1",
            "--set",
            "photos=" + photos,
            "--set",
            "layers=fire9_squeeze1x1",
            "--output",
            gallery.toString());
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    assertThat(ScanRows.of(gallery))
        .extracting(ScanRow::photo)
        .containsExactlyInAnyOrderElementsOf(NAMES);

    try (Browser browser = Browser.on(gallery)) {
      String first =
          ran.out().lines().filter(line -> line.startsWith("Pages:")).findFirst().orElseThrow();
      Path page = Path.of(first.substring("Pages:".length()).strip());
      assertThat(page).exists();
      Page visited = browser.openFile(gallery.relativize(page).toString(), 900, 600);
      Set<String> seen = new HashSet<>();
      for (Object address : links(visited)) {
        visited.navigate((String) address);
        assertThat(Path.of(URI.create((String) address))).exists();
        seen.add(shown(visited));
        assertThat(links(visited)).hasSize(NAMES.size());
      }
      assertThat(seen).isEqualTo(Set.copyOf(NAMES));
      visited.close();
      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.elsewhere()).isEmpty();
    }
  }

  /** Where the strip leads to. */
  private static List<?> links(Page page) {
    page.locator(".strip a[aria-current]").waitFor();
    return (List<?>)
        page.evaluate("() => [...document.querySelectorAll('.strip a')].map((one) => one.href)");
  }

  /** The photo whose image and neurons a page shows. */
  private static String shown(Page page) {
    rest(page);
    String name = page.locator("h1").textContent();
    assertThat(page.locator(".strip a[aria-current]").getAttribute("title")).isEqualTo(name);
    page.waitForFunction("() => document.querySelector('.photo').complete");
    assertThat(page.evaluate("() => document.querySelector('.photo').naturalWidth")).isEqualTo(227);
    assertThat(page.evaluate("() => phosphene.page.scene.blocks[0].count")).isEqualTo(64 * 13 * 13);
    return name;
  }
}
