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
import phosphene.Slow;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.index.ScanRow;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;

/** The 3D page of two photos, by SqueezeNet, in a real browser. */
@TestInstance(Lifecycle.PER_CLASS)
@Slow
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
    ClassProbability likeliest = row(folder).classes().get(0);
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
