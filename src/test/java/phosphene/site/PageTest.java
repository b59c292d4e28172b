package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.site.Visit.camera;
import static phosphene.site.Visit.distance;
import static phosphene.site.Visit.drag;
import static phosphene.site.Visit.hover;
import static phosphene.site.Visit.look;
import static phosphene.site.Visit.number;
import static phosphene.site.Visit.place;
import static phosphene.site.Visit.rest;
import static phosphene.site.Visit.shoot;
import static phosphene.site.Visit.tip;
import static phosphene.site.Visit.touch;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.gallery.ScanRow;
import phosphene.network.Networks;
import phosphene.network.Shape;

/** The 3D page of two photos, by SqueezeNet, in a real browser. */
@TestInstance(Lifecycle.PER_CLASS)
class PageTest {
  private static final String CAT = "scans/chelsea.png";
  private static final String BIRDS = "scans/kodim23.png";
  private static final String RESTED = "() => window.phosphene?.page?.rested === true";

  private final Map<String, Shape> shapes = Networks.architecture("squeezenet").shapes(227, 227);
  private final Map<String, ScanRow> rows = new HashMap<>();
  private Browser browser;
  private Path folder;

  @BeforeAll
  void makeAGallery(@TempDir Path gallery) throws IOException, InterruptedException {
    folder = gallery.toRealPath();
    browser = Browser.on(folder);
    RealScans.into(folder, "{chelsea,kodim23}.png", "all")
        .forEach((photo, row) -> rows.put("scans/" + photo, row));
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nobodyComplainsAndNothingComesFromElsewhere() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.elsewhere()).isEmpty();
  }

  @Test
  void everyNeuronIsDrawn() {
    Page page = opened(CAT);
    page.waitForFunction(RESTED);
    int neurons = row(CAT).layers().stream().mapToInt(one -> shape(one.layer()).size()).sum();
    assertThat(neurons).isEqualTo(4_451_272);
    assertThat(page.evaluate("() => phosphene.page.stage.count")).isEqualTo(neurons + 1000);
    assertThat(page.evaluate("() => phosphene.page.stage.drawn"))
        .isEqualTo(page.evaluate("() => phosphene.page.scene.blocks.map((one) => one.count)"));
    assertThat(page.locator(".about").textContent())
        .isEqualTo("4,451,272 neurons of squeezenet in 26 layers");
    shoot(page, "desktop");
    page.close();
  }

  @Test
  void whatTheGraphicsCardForgetsIsDrawnAgain() {
    Page page = opened(CAT);
    page.waitForFunction(RESTED);
    int before = lit(page);
    page.evaluate(
        """
        async () => {
          const { canvas } = phosphene.page.panel;
          const card = phosphene.page.stage.renderer.getContext().getExtension('WEBGL_lose_context');
          const told = (event) => new Promise((done) => canvas.addEventListener(event, done));
          const lost = told('webglcontextlost');
          card.loseContext();
          await lost;
          const restored = told('webglcontextrestored');
          setTimeout(() => card.restoreContext()); // not before those who were told are through
          await restored;
        }""");
    page.waitForFunction(RESTED);
    assertThat(lit(page)).isEqualTo(before);
    assertThat(browser.complaints()).allMatch(one -> one.contains("THREE.WebGLRenderer: Context"));
    browser.complaints().clear();
    page.close();
  }

  /** How many pixels of the canvas are not empty. */
  private static int lit(Page page) {
    int count =
        (int)
            page.evaluate(
                """
                () => {
                  const { canvas } = phosphene.page.panel;
                  const copy = document.createElement('canvas');
                  copy.width = canvas.width;
                  copy.height = canvas.height;
                  const pen = copy.getContext('2d');
                  pen.drawImage(canvas, 0, 0);
                  const { data } = pen.getImageData(0, 0, copy.width, copy.height);
                  return data.filter((value, i) => i % 4 === 3 && value > 0).length;
                }""");
    assertThat(count).isGreaterThan(10_000);
    return count;
  }

  @Test
  void draggingRotatesOnTwoAxes() {
    Page page = opened(CAT);
    List<Double> before = camera(page);
    drag(page, 160, 0);
    List<Double> across = camera(page);
    assertThat(across.get(0)).isNotCloseTo(before.get(0), within(1.0));
    assertThat(across.get(1)).isCloseTo(before.get(1), within(1e-6));
    drag(page, 0, 90);
    List<Double> down = camera(page);
    assertThat(down.get(1)).isNotCloseTo(across.get(1), within(1.0));
    shoot(page, "turned");
    page.close();
  }

  @Test
  void arrowKeysAndTheWheelZoom() {
    Page page = opened(CAT);
    double far = distance(page);
    page.keyboard().press("ArrowUp");
    rest(page);
    double near = distance(page);
    assertThat(near).isLessThan(far);
    page.keyboard().press("ArrowDown");
    rest(page);
    assertThat(distance(page)).isCloseTo(far, within(1e-6));
    page.mouse().move(640, 360);
    page.mouse().wheel(0, -200); // does not wait until the page has heard it
    page.waitForFunction("(far) => phosphene.page.orbit.goal.distance < far", far);
    rest(page);
    assertThat(distance(page)).isLessThan(far);
    page.keyboard().press("Home");
    rest(page);
    assertThat(distance(page)).isCloseTo(far, within(1e-6));
    page.close();
  }

  @Test
  void theLikeliestClassIsNamedFromAnyAngle() {
    namesFromAnyAngle(CAT, 285, "Egyptian cat");
    namesFromAnyAngle(BIRDS, 88, "macaw");
  }

  private void namesFromAnyAngle(String folder, int index, String name) {
    Page page = opened(folder);
    ScanRow.Likely likeliest = row(folder).classes().get(0);
    assertThat(likeliest.index()).isEqualTo(index);
    int percent = Math.round(100 * likeliest.probability());
    for (double yaw : new double[] {0.4, 1.2, 2.6, -2.2, -0.7}) {
      look(page, yaw, 0.3, "classes");
      hover(page, "classes", index);
      assertThat(tip(page)).as("yaw " + yaw).containsExactly(name, percent + " %");
    }
    shoot(page, "class-" + index);
    page.close();
  }

  @Test
  void theStrongestNeuronsAreNamedWithTheirValues() {
    Page page = opened(CAT);
    for (String layer : List.of("conv1", "fire3_squeeze1x1", "fire8_expand3x3", "conv10")) {
      int i = layers(CAT).indexOf(layer);
      ScanRow.Channel strongest = row(CAT).layers().get(i).channels().get(0);
      int position = row(CAT).units().get(i).positions().get(strongest.channel());
      Shape shape = shape(layer);
      look(page, 0.9, 0.2, layer);
      hover(page, layer, strongest.channel() * shape.area() + position);
      List<String> tip = tip(page);
      assertThat(tip.get(0)).isEqualTo(layer);
      assertThat(tip.get(1))
          .isEqualTo(
              String.format(
                  "channel %d · row %d, column %d",
                  strongest.channel(), position / shape.width(), position % shape.width()));
      assertThat(tip.get(2)).endsWith("(100 % of the layer's most)");
      double told = Double.parseDouble(tip.get(2).substring(0, tip.get(2).indexOf(' ')));
      assertThat(told).isCloseTo(strongest.maximum(), within(strongest.maximum() * 0.006));
    }
    page.close();
  }

  @Test
  void figuresHaveThreeDigitsAndKeepTheZerosOfWholeNumbers() {
    Page page = opened(CAT);
    Object told =
        page.evaluate(
            """
            (values) => values.map((value) => {
              const block = { levels: [51], flat: true, neuron: () => [0, 0, 0], value: () => value };
              return phosphene.describe({ block, cell: 0 })[2].split(' (')[0];
            })""",
            List.of(100, 120, 20.0, 1234, 0.000123, 0));
    assertThat(told).isEqualTo(List.of("100", "120", "20", "1230", "0.000123", "not active"));
    page.close();
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

  @Test
  void theStripLeadsToTheOtherPhoto() {
    Page page = opened(CAT);
    page.locator(".strip a[aria-current]").waitFor();
    assertThat(page.locator(".strip a").count()).isEqualTo(2);
    assertThat(page.locator(".strip a[aria-current]").getAttribute("title"))
        .isEqualTo("chelsea.png");
    page.locator(".strip a[title='kodim23.png']").click();
    page.waitForURL("**/kodim23.png/index.html");
    rest(page);
    assertThat(page.locator("h1").textContent()).isEqualTo("kodim23.png");
    assertThat(page.locator(".class span").first().textContent()).isEqualTo("macaw");
    page.close();
  }

  @Test
  void aDoubleClickOpensItToo() {
    Page page = browser.openFile(BIRDS + "/index.html", 1280, 720);
    rest(page);
    look(page, 1.2, 0.3, "classes");
    hover(page, "classes", 88);
    assertThat(tip(page).get(0)).isEqualTo("macaw");
    page.locator(".strip a[aria-current]").waitFor();
    assertThat(page.locator(".strip a").count()).isEqualTo(2);
    assertThat(page.evaluate("() => document.querySelector('.photo').naturalWidth")).isEqualTo(227);
    page.close();
  }

  @Test
  void aPhoneRotatesWithAFingerZoomsWithTwoAndNamesWithATap() {
    Page page = browser.openOnPhone(CAT + "/index.html");
    rest(page);
    page.waitForFunction(RESTED);
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    assertThat(page.evaluate("() => devicePixelRatio")).isEqualTo(3);
    shoot(page, "phone");
    List<Double> before = camera(page);
    double far = distance(page);
    touch(page, List.of(new int[] {150, 400}), List.of(new int[] {250, 400}));
    List<Double> across = camera(page);
    assertThat(across.get(0)).isNotCloseTo(before.get(0), within(1.0));
    assertThat(across.get(1)).isCloseTo(before.get(1), within(1e-6));
    touch(page, List.of(new int[] {150, 400}), List.of(new int[] {150, 480}));
    assertThat(camera(page).get(1)).isNotCloseTo(before.get(1), within(1.0));
    assertThat(distance(page)).isCloseTo(far, within(1e-6));
    touch(
        page,
        List.of(new int[] {150, 400}, new int[] {240, 400}),
        List.of(new int[] {105, 400}, new int[] {285, 400}));
    assertThat(distance(page)).as("fingers twice as far apart").isCloseTo(far / 2, within(1.0));
    assertThat(page.locator(".tip.on").count()).isZero();
    look(page, 0.6, 0.3, "classes");
    List<?> at = place(page, "classes", 285);
    page.touchscreen().tap(number(at.get(0)), number(at.get(1)));
    assertThat(tip(page).get(0)).isEqualTo("Egyptian cat");
    shoot(page, "phone-tapped");
    page.close();
  }

  private ScanRow row(String folder) {
    return Objects.requireNonNull(rows.get(folder));
  }

  private List<String> layers(String folder) {
    return row(folder).layers().stream().map(ScanRow.Strong::layer).toList();
  }

  private Shape shape(String layer) {
    return Objects.requireNonNull(shapes.get(layer));
  }

  private Page opened(String folder) {
    Page page = browser.open(folder + "/index.html", 1280, 720);
    rest(page);
    return page;
  }
}
