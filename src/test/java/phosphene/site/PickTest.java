package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.site.Visit.look;
import static phosphene.site.Visit.number;
import static phosphene.site.Visit.place;
import static phosphene.site.Visit.rest;
import static phosphene.site.Visit.tip;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Slow;

/** What looks like a dot of the 3D page is hit like a dot, the strongest first. */
@TestInstance(Lifecycle.PER_CLASS)
@Slow
class PickTest {
  private static final String CAT = "scans/chelsea.png";
  private static final String RESTED = "() => window.phosphene?.page?.rested === true";

  private Browser browser;

  @BeforeAll
  void makeAGallery(@TempDir Path gallery) throws IOException {
    Path folder = gallery.toRealPath();
    browser = Browser.on(folder);
    RealScans.into(folder, "{chelsea}.png", "all");
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
  void aDotIsHitWhereverItIsDrawnAndALittleAround() {
    Page page = opened(CAT);
    for (double yaw : new double[] {0.4, 0.9, 1.2, 2.6, -2.2}) {
      look(page, yaw, 0.3, "classes");
      double edge = drawnRadius(page, "classes", 285);
      assertThat(edge).isBetween(10.0, 40.0);
      for (double off : new double[] {0, 1, edge / 2, edge - 1, edge + 1}) {
        assertThat(around(page, "classes", 285, off))
            .as("yaw %s, %s pixels beside", yaw, off)
            .containsOnly("Egyptian cat");
      }
      assertThat(around(page, "classes", 285, edge + 4)).doesNotContain("Egyptian cat");
    }
    page.keyboard().press("Home");
    rest(page);
    assertThat(around(page, "classes", 285, 0)).containsOnly("Egyptian cat");
    assertThat(around(page, "classes", 285, 1)).containsOnly("Egyptian cat");
    page.close();
  }

  @Test
  void aFingerHitsWhatItHides() {
    Page page = browser.openOnPhone(CAT + "/index.html");
    rest(page);
    List<?> at = place(page, "classes", 285);
    double edge = drawnRadius(page, "classes", 285);
    page.touchscreen().tap(number(at.get(0)) + edge + 6, number(at.get(1)));
    assertThat(tip(page).get(0)).isEqualTo("Egyptian cat");
    page.close();
  }

  /** What is named in sixteen directions from a dot, so many pixels beside its middle. */
  private static List<String> around(Page page, String layer, int cell, double off) {
    Object named =
        page.evaluate(
            """
            ([layer, cell, off]) => {
              const page = phosphene.page;
              const block = page.scene.blocks.find((one) => one.name === layer);
              const box = page.panel.stage.getBoundingClientRect();
              const [x, y] = page.project(block.position(cell));
              return Array.from({ length: 16 }, (unused, i) => {
                const turn = (i * Math.PI) / 8;
                const at = [x + box.left + off * Math.cos(turn), y + box.top + off * Math.sin(turn)];
                const hit = page.under(...at, 'mouse');
                return hit ? phosphene.describe(hit)[0] : 'nothing';
              });
            }""",
            List.of(layer, cell, off));
    return ((List<?>) named).stream().map(String.class::cast).toList();
  }

  /** The radius of a dot as the shader draws it, in pixels of the page. */
  private static double drawnRadius(Page page, String layer, int cell) {
    return number(
        page.evaluate(
            """
            ([layer, cell]) => {
              const page = phosphene.page;
              const block = page.scene.blocks.find((one) => one.name === layer);
              const { sizes } = block.points.material.uniforms;
              const place = Math.pow(block.levels[cell] / 255, 0.85);
              const size = sizes.value.x + (sizes.value.y - sizes.value.x) * place;
              const { camera } = page.stage;
              const unit = page.height / (2 * Math.tan((camera.fov * Math.PI) / 360));
              return (size * unit) / page.project(block.position(cell))[2] / 2;
            }""",
            List.of(layer, cell)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"classes", "conv10", "fire9_expand1x1", "fire5_squeeze1x1", "conv1", "all"})
  void whatIsNamedHasTheColourThatIsSeen(String layer) {
    Page page = opened(CAT);
    if (!layer.equals("all")) {
      look(page, 0.9, 0.25, layer);
    }
    page.waitForFunction(RESTED);
    Map<?, ?> seen = seen(page);
    assertThat(seen.get("wrong")).isEqualTo(List.of());
    assertThat((int) seen.get("bright")).isGreaterThan(50);
    assertThat((int) seen.get("inside")).isGreaterThan(15);
    page.close();
  }

  /**
   * Asks what is under bright pixels. Nothing that is seen may be brighter than what is named, and
   * where a dot is not faded, as it is at its edge, its colour is that of the pixel.
   */
  private static Map<?, ?> seen(Page page) {
    return (Map<?, ?>)
        page.evaluate(
            """
            () => {
              const page = phosphene.page;
              const { canvas } = page.panel;
              const { camera } = page.stage;
              const copy = document.createElement('canvas');
              copy.width = canvas.width;
              copy.height = canvas.height;
              const pen = copy.getContext('2d', { willReadFrequently: true });
              pen.drawImage(canvas, 0, 0);
              const { data } = pen.getImageData(0, 0, copy.width, copy.height);
              const unit = page.height / (2 * Math.tan((camera.fov * Math.PI) / 360));
              const wrong = [];
              let bright = 0;
              let inside = 0;
              for (let y = 5; y < copy.height; y += 3) {
                for (let x = 4; x < copy.width; x += 7) {
                  const at = 4 * (y * copy.width + x);
                  const pixel = [0, 1, 2].map((k) => (data[at + k] * data[at + 3]) / 255);
                  if (pixel[0] < 200 || bright >= 2000) continue;
                  bright++;
                  const hit = page.under(x + 0.5, y + 0.5, 'mouse');
                  if (!hit) {
                    wrong.push([x, y, pixel, 'nothing']);
                    continue;
                  }
                  const { block, cell } = hit;
                  const [atX, atY, depth] = page.project(block.position(cell));
                  const size = (block.diameter(cell) * unit) / depth;
                  const named = phosphene.ramp.colour(block.levels[cell] / 255).match(/[0-9]+/g)
                    .map((value) => value * Math.min(1, size));
                  const off = Math.hypot(atX - x - 0.5, atY - y - 0.5);
                  const deep = off < 0.38 * size - 0.5;
                  inside += deep;
                  const fits = named.every((value, k) =>
                    value > pixel[k] - 8 && (!deep || value < pixel[k] + 8));
                  if (!fits) wrong.push([x, y, pixel, named, size, off]);
                }
              }
              return { bright, inside, wrong: wrong.slice(0, 5) };
            }""");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 1.4})
  void theRaysFindWhatABruteSearchFinds(double yaw) {
    Page page = opened(CAT);
    look(page, yaw, 0.35, "fire6_squeeze1x1");
    for (double slack : new double[] {0.1, 2, 8}) {
      Map<?, ?> differences = differences(page, slack);
      assertThat(differences.get("wrong")).as("slack " + slack).isEqualTo(List.of());
      assertThat((int) differences.get("found")).isGreaterThan(10);
    }
    page.close();
  }

  private static Map<?, ?> differences(Page page, double slack) {
    return (Map<?, ?>)
        page.evaluate(
            """
            (slack) => {
              const page = phosphene.page;
              const blocks = page.scene.blocks.filter((one) => one.name.startsWith('fire6'));
              const unit = page.height / (2 * Math.tan((page.stage.camera.fov * Math.PI) / 360));
              let found = 0;
              let wrong = [];
              for (let i = 0; i < 60; i++) {
                const x = ((i % 10) / 20 + 0.28) * page.width;
                const y = (Math.floor(i / 10) / 12 + 0.28) * page.height;
                const hit = phosphene.pick(blocks, page.view(x, y, slack));
                let best = -1;
                for (const block of blocks) {
                  for (let cell = 0; cell < block.count; cell++) {
                    if (block.levels[cell] <= best) continue;
                    const [atX, atY, depth] = page.project(block.position(cell));
                    const size = (block.diameter(cell) * unit) / depth;
                    const edge = Math.min(96, Math.max(1, size)) / 2;
                    if (depth > 1 && Math.hypot(atX - x, atY - y) <= edge + slack) {
                      best = block.levels[cell];
                    }
                  }
                }
                found += best >= 0;
                if ((hit ? hit.block.levels[hit.cell] : -1) !== best) wrong.push([i, best, hit && hit.cell]);
              }
              return { found, wrong };
            }""",
            slack);
  }

  private Page opened(String folder) {
    Page page = browser.open(folder + "/index.html", 1280, 720);
    rest(page);
    return page;
  }
}
