package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.nio.file.Path;
import java.util.List;

/** What a visitor does on a 3D page, and sees of it. */
final class Visit {
  private static final String STILL =
      "() => window.phosphene?.page?.orbit.still && phosphene.page.begun >= phosphene.page.restless";

  private static final int STEPS = 6;

  private Visit() {}

  /** Waits until the camera has come to where it goes. */
  static void rest(Page page) {
    page.waitForFunction(STILL);
  }

  /** Where the camera is: around, up, and how far. */
  static List<Double> camera(Page page) {
    Object position = page.evaluate("() => phosphene.page.stage.camera.position.toArray()");
    return ((List<?>) position).stream().map(Visit::number).toList();
  }

  static double distance(Page page) {
    return number(page.evaluate("() => phosphene.page.orbit.now.distance"));
  }

  static void drag(Page page, int across, int down) {
    page.mouse().move(640, 400);
    page.mouse().down();
    page.mouse().move(640 + across, 400 + down, new Mouse.MoveOptions().setSteps(6));
    page.mouse().up();
    rest(page);
  }

  /**
   * Puts fingers down, moves them in steps, and lifts them.
   *
   * @param from x and y of each finger
   * @param to where each is lifted
   */
  static void touch(Page page, List<int[]> from, List<int[]> to) {
    CDPSession session = page.context().newCDPSession(page);
    touch(session, "touchStart", from, to, 0);
    for (int step = 1; step <= STEPS; step++) {
      touch(session, "touchMove", from, to, step);
    }
    touch(session, "touchEnd", List.of(), List.of(), STEPS);
    session.detach();
    rest(page);
  }

  private static void touch(
      CDPSession session, String type, List<int[]> from, List<int[]> to, int step) {
    JsonArray points = new JsonArray();
    for (int i = 0; i < from.size(); i++) {
      JsonObject point = new JsonObject();
      point.addProperty("id", i);
      point.addProperty("x", from.get(i)[0] + (to.get(i)[0] - from.get(i)[0]) * step / STEPS);
      point.addProperty("y", from.get(i)[1] + (to.get(i)[1] - from.get(i)[1]) * step / STEPS);
      points.add(point);
    }
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    session.send("Input.dispatchTouchEvent", event);
  }

  /** Looks at a layer from a side. */
  static void look(Page page, double yaw, double pitch, String layer) {
    page.evaluate(
        """
        ([yaw, pitch, layer]) => {
          const page = phosphene.page;
          const block = page.scene.blocks.find((one) => one.name === layer);
          page.orbit.jump({ yaw, pitch, x: 0, y: 0, z: block.middle, distance: 260 });
        }""",
        List.of(yaw, pitch, layer));
    rest(page);
  }

  /** Where a dot is in the window. */
  static List<?> place(Page page, String layer, int cell) {
    return (List<?>)
        page.evaluate(
            """
            ([layer, cell]) => {
              const page = phosphene.page;
              const block = page.scene.blocks.find((one) => one.name === layer);
              return page.project(block.position(cell));
            }""",
            List.of(layer, cell));
  }

  static void hover(Page page, String layer, int cell) {
    List<?> at = place(page, layer, cell);
    page.evaluate("() => phosphene.page.choose(null)");
    page.mouse().move(number(at.get(0)), number(at.get(1)));
  }

  static List<String> tip(Page page) {
    page.locator(".tip.on").waitFor();
    return page.locator(".tip.on > *").allTextContents();
  }

  static String focused(Page page) {
    return (String) page.evaluate("() => document.activeElement.getAttribute('aria-label')");
  }

  static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** Keeps an image of the page for a person to look at. */
  static void shoot(Page page, String name) {
    Path file = Path.of("target", "pages", name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
    BoundingBox canvas = page.locator("canvas").boundingBox();
    assertThat(canvas.width).isGreaterThan(300);
  }
}
