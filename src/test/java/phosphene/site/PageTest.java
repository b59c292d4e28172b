package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.site.Visit.camera;
import static phosphene.site.Visit.distance;
import static phosphene.site.Visit.drag;
import static phosphene.site.Visit.focused;
import static phosphene.site.Visit.hover;
import static phosphene.site.Visit.look;
import static phosphene.site.Visit.number;
import static phosphene.site.Visit.place;
import static phosphene.site.Visit.rest;
import static phosphene.site.Visit.shoot;
import static phosphene.site.Visit.tip;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Models;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.gallery.HadoopStore;
import phosphene.network.Network;
import phosphene.network.Networks;
import phosphene.site.Scene.Activity;

/** The 3D page of two photos, by SqueezeNet, in a real browser. */
@TestInstance(Lifecycle.PER_CLASS)
class PageTest {
  private static final String CAT = "scans/chelsea.png";
  private static final String BIRDS = "scans/kodim23.png";
  private static final String RESTED = "() => window.phosphene?.page?.rested === true";

  private final Map<String, Scene> scenes = new HashMap<>();
  private Browser browser;
  private Path folder;

  @BeforeAll
  void makeAGallery(@TempDir Path gallery) throws IOException, InterruptedException {
    folder = gallery.toRealPath();
    Network network = Networks.open("squeezenet", Models.file("squeezenet-1.0.npz"));
    browser = Browser.on(folder);
    HadoopStore store =
        HadoopStore.open(folder.toString(), new org.apache.hadoop.conf.Configuration());
    try (Engine engine = Engines.known().open(Optional.empty(), network, new Device.Cpu())) {
      for (String name : List.of(CAT, BIRDS)) {
        String photo = name.substring(name.indexOf('/') + 1);
        Scene scene =
            Scene.of(
                engine,
                Files.readAllBytes(Models.folder().resolveSibling("photos").resolve(photo)));
        store.write(name + "/scan.js", scene.script(photo, network));
        store.write(name + "/photo.jpg", scene.photo());
        scenes.put(name, scene);
      }
    }
    ScanSite.of(store).write(List.of(CAT, BIRDS).iterator());
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
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(
            address ->
                assertThat(address)
                    .matches(
                        one ->
                            one.startsWith(browser.web())
                                || one.startsWith(folder.toUri().toString())
                                || one.startsWith("data:")));
  }

  @Test
  void everyNeuronIsDrawn() {
    Page page = opened(CAT);
    page.waitForFunction(RESTED);
    int neurons =
        scenes.get(CAT).layers().values().stream().mapToInt(one -> one.shape().size()).sum();
    assertThat(neurons).isEqualTo(5_014_824);
    assertThat(page.evaluate("() => phosphene.page.stage.count")).isEqualTo(neurons + 1000);
    assertThat(page.evaluate("() => phosphene.page.stage.drawn"))
        .isEqualTo(page.evaluate("() => phosphene.page.scene.blocks.map((one) => one.count)"));
    assertThat(page.locator(".about").textContent())
        .isEqualTo("5,014,824 neurons of squeezenet in 29 layers");
    shoot(page, "desktop");
    page.close();
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
    page.mouse().wheel(0, -200);
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
    int percent = Math.round(100 * scenes.get(folder).probabilities()[index]);
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
      Activity activity = scenes.get(CAT).layers().get(layer);
      float[] values = activity.values();
      int strongest = 0;
      for (int i = 0; i < values.length; i++) {
        strongest = values[i] > values[strongest] ? i : strongest;
      }
      look(page, 0.9, 0.2, layer);
      hover(page, layer, strongest);
      int area = activity.shape().area();
      int width = activity.shape().width();
      List<String> tip = tip(page);
      assertThat(tip.get(0)).isEqualTo(layer);
      assertThat(tip.get(1))
          .isEqualTo(
              String.format(
                  "channel %d · row %d, column %d",
                  strongest / area, strongest % area / width, strongest % width));
      assertThat(tip.get(2)).endsWith("(100 % of the layer's most)");
      double told = Double.parseDouble(tip.get(2).substring(0, tip.get(2).indexOf(' ')));
      assertThat(told).isCloseTo(values[strongest], within(values[strongest] * 0.006));
    }
    page.close();
  }

  @Test
  void theRaysFindWhatABruteSearchFinds() {
    Page page = opened(CAT);
    look(page, 0.8, 0.35, "fire6_squeeze1x1");
    Object differences =
        page.evaluate(
            """
            () => {
              const page = phosphene.page;
              const blocks = page.scene.blocks.filter((one) => one.name.startsWith('fire6'));
              const camera = page.stage.camera;
              const slack = 0.0001;
              let found = 0;
              let wrong = [];
              for (let i = 0; i < 60; i++) {
                const aim = new THREE.Vector3((i % 10) / 10 - 0.45, Math.floor(i / 10) / 6 - 0.4, 0.5);
                const along = aim.unproject(camera).sub(camera.position).normalize().toArray();
                const from = camera.position.toArray();
                const hit = phosphene.pick(blocks, { from, along }, slack);
                let best = -1;
                for (const block of blocks) {
                  for (let cell = 0; cell < block.count; cell++) {
                    if (block.levels[cell] <= best) continue;
                    const to = block.position(cell).map((value, k) => value - from[k]);
                    const way = to[0] * along[0] + to[1] * along[1] + to[2] * along[2];
                    const off = to[0] ** 2 + to[1] ** 2 + to[2] ** 2 - way ** 2;
                    if (way > 0 && off <= Math.max(block.radius(cell), slack * way) ** 2) {
                      best = block.levels[cell];
                    }
                  }
                }
                found += best >= 0;
                if ((hit ? hit.block.levels[hit.cell] : -1) !== best) wrong.push([i, best, hit && hit.cell]);
              }
              return { found, wrong };
            }""");
    assertThat(((Map<?, ?>) differences).get("wrong")).isEqualTo(List.of());
    assertThat((int) ((Map<?, ?>) differences).get("found")).isGreaterThan(10);
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
  void aPhoneRotatesWithAFingerAndNamesWithATap() {
    Page page = browser.openOnPhone(CAT + "/index.html");
    rest(page);
    page.waitForFunction(RESTED);
    assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    shoot(page, "phone");
    look(page, 0.6, 0.3, "classes");
    List<?> at = place(page, "classes", 285);
    page.touchscreen().tap(number(at.get(0)), number(at.get(1)));
    assertThat(tip(page).get(0)).isEqualTo("Egyptian cat");
    shoot(page, "phone-tapped");
    page.close();
  }

  @Test
  void keysReachEverything() {
    Page page = opened(CAT);
    page.keyboard().press("Tab");
    assertThat(focused(page)).contains("5,014,824 neurons").contains("Arrow up and down zoom");
    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("Egyptian cat, 57 %: show its dot");
    page.keyboard().press("Enter");
    assertThat(tip(page)).containsExactly("Egyptian cat", "57 %");
    assertThat(page.locator("[aria-live]").textContent()).isEqualTo("Egyptian cat, 57 %");
    page.keyboard().press("Escape");
    assertThat(page.locator(".tip.on").count()).isZero();
    page.keyboard().press("ArrowRight");
    rest(page);
    assertThat(page.locator("[aria-live]").textContent())
        .isEqualTo("conv1, 96 channels of 111 by 111");
    page.close();
  }

  @Test
  void aMissingScanIsTold() throws IOException {
    String folder = "scans/gone.png";
    Files.createDirectories(this.folder.resolve(folder));
    Files.copy(
        this.folder.resolve(CAT).resolve("index.html"),
        this.folder.resolve(folder).resolve("index.html"));
    Page page = browser.openFile(folder + "/index.html", 800, 600);
    Locator alert = page.locator("[role=alert]");
    alert.waitFor();
    assertThat(alert.textContent()).isEqualTo("Cannot load scan.js: it is not there");
    assertThat(browser.complaints()).allMatch(one -> one.contains("ERR_FILE_NOT_FOUND"));
    browser.complaints().clear();
    page.close();
  }

  private Page opened(String folder) {
    Page page = browser.open(folder + "/index.html", 1280, 720);
    rest(page);
    return page;
  }
}
