package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Models;
import phosphene.Slow;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TestEngines;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.image.Photos;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;
import phosphene.spec.Tap;

/** SqueezeNet in a real browser computes what the engine computes. */
@Slow
class LiveTest {
  // 16-bit floats have 11 bits: each weight is off by 2.4e-4 of itself at most, and errors mostly
  // cancel.
  private static final double TOLERANCE = 2e-3;
  private static final long PIXELS = Photos.PIXEL_LIMIT;
  private static final String CAT = "scans/chelsea.png";
  private static final String COFFEE = "scans/coffee.png";

  @Test
  void aChosenAndADroppedPhotoAreSeenAsTheEngineSeesThem(@TempDir Path temporary)
      throws IOException, InterruptedException {
    assumeTrue(
        ClasspathAssets.tensorflow().isPresent(), "built without TensorFlow.js: npm was not there");
    Network network = Networks.open("squeezenet", Models.file("squeezenet-1.0.npz"));
    Path gallery = temporary.toRealPath();
    try (Browser browser = Browser.on(gallery)) {
      HadoopStore store = HadoopStore.open(gallery.toString(), new Configuration());
      Map<String, ScanRow> rows = RealScans.into(gallery, "{chelsea,coffee}.png", "conv1");
      ScanSite.of(store).running(network).write(List.of(CAT, COFFEE).iterator());
      Raster square = Photos.decode(bytes(gallery, CAT + "/photo.jpg"), PIXELS).raster();
      expect(network, square, Files.createDirectories(gallery.resolve("expected")));

      Page page = browser.open(COFFEE + "/index.html", 1280, 720);
      page.waitForFunction("() => window.phosphene?.page?.live !== undefined");
      byte[] file = Png.encode(square, Map.of());
      page.setInputFiles("input[type=file]", new FilePayload("chosen.png", "image/png", file));
      await(page, "chosen.png", "Egyptian cat");
      Map<String, Double> errors = errors(page);
      assertThat(errors).hasSize(network.architecture().nodes().size());
      report(page, errors);
      assertThat(errors.values()).allSatisfy(error -> assertThat(error).isLessThan(TOLERANCE));
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pages", "live.png")));

      for (String photo : List.of("chelsea.png", "coffee.png")) {
        ClassProbability likeliest = rows.get(photo).classes().get(0);
        Path original = RealScans.photo(photo);
        Files.copy(original, gallery.resolve("expected").resolve(photo));
        drop(page, photo);
        await(page, "dropped " + photo, likeliest.name());
        assertThat(likeliest(page)).isCloseTo(likeliest.probability(), within(0.002));
        assertThat(page.evaluate("() => window.picture.width")).as("closed").isEqualTo(0);
        assertThat(seen(page).planes()).isEqualTo(middle(Files.readAllBytes(original)).planes());
      }
      assertThat(browser.elsewhere()).isEmpty();
      assertThat(browser.complaints()).noneMatch(one -> one.startsWith("error"));
    }
  }

  /** Waits until a photo of the visitor's is shown, and has been recognized. */
  private static void await(Page page, String name, String likeliest) {
    page.waitForFunction(
        """
        (name) => {
          const { panel, live, rested } = phosphene.page;
          return panel.title.textContent === name && !live.busy && rested;
        }""",
        name);
    assertThat(page.locator(".class span").first().textContent()).isEqualTo(likeliest);
  }

  /** Drops the photo as it is, which is no square; keeps the image that the page makes of it. */
  private static void drop(Page page, String photo) {
    Object taken =
        page.evaluate(
            """
            async (name) => {
              const make = window.createImageBitmap;
              window.createImageBitmap = async (file) => (window.picture = await make(file));
              const photo = await (await fetch(`/expected/${name}`)).blob();
              const dataTransfer = new DataTransfer();
              dataTransfer.items.add(new File([photo], `dropped ${name}`, { type: 'image/png' }));
              const options = { dataTransfer, bubbles: true, cancelable: true };
              return !phosphene.page.panel.canvas.dispatchEvent(new DragEvent('drop', options));
            }""",
            photo);
    assertThat(taken).as("not left to the browser").isEqualTo(true);
  }

  /** What a scan gives to the network of a photo. */
  private static Raster middle(byte[] file) {
    Levels levels = Photos.decode(file, PIXELS).levels();
    return Bicubic.resize(levels, Area.centered(levels, 227, 227), 227, 227);
  }

  private static double likeliest(Page page) {
    return Visit.number(
        page.evaluate(
            "() => Math.max(...phosphene.page.scan.classes.map((one) => one.probability))"));
  }

  /** What the page gave to the network. */
  private static Raster seen(Page page) {
    String address = (String) page.evaluate("() => phosphene.page.panel.photo.src");
    assertThat(address).startsWith("data:image/png;base64,");
    byte[] file = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    return Photos.decode(file, PIXELS).raster();
  }

  @Test
  void theScriptHoldsEveryWeightAsAHalfFloat() throws IOException {
    Network network =
        Networks.random("squeezenet", 3)
            .labelled(java.util.Collections.nCopies(1000, "great_white_shark"));
    String script = new String(LiveNetwork.script(network), StandardCharsets.UTF_8);
    assertThat(script)
        .startsWith("phosphene.weights({\"network\":\"squeezenet\",\"input\":[227,227],")
        .contains("\"labels\":[\"great white shark\",")
        .contains(
            "{\"name\":\"pool1\",\"kind\":\"maxPool\",\"inputs\":[\"conv1\"],\"relu\":false,"
                + "\"size\":[3,3],\"strides\":[2,2],\"pads\":[[0,0],[0,0]]}")
        .endsWith("\"});\n");
    int count =
        network.weights().values().stream()
            .mapToInt(one -> one.kernel().length + one.bias().length)
            .sum();
    String values = script.substring(script.indexOf("\"values\":\"") + 10, script.length() - 5);
    assertThat(Base64.getDecoder().decode(values)).hasSize(2 * count);
  }

  @Test
  void whatThePageDoesNotRunIsRefused() {
    assertThatThrownBy(() -> LiveNetwork.script(labelled("googlenet")))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot run googlenet in the browser: it does not know the layer pool1_norm1,"
                + " LocalResponseNorm");
    assertThatThrownBy(() -> LiveNetwork.script(Networks.random("vgg16", 1)))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot run vgg16 in the browser: it has no classifier");
    if (ClasspathAssets.tensorflow().isEmpty()) { // a build without npm
      assertThatThrownBy(() -> ScanSite.of(new MemoryStore()).running(labelled("squeezenet")))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("Cannot write pages that run a network: ");
    }
  }

  private static Network labelled(String name) {
    return Networks.random(name, 1).labelled(java.util.Collections.nCopies(1000, "x"));
  }

  /** Leaves what the engine computes of a square. */
  private static void expect(Network network, Raster square, Path folder) throws IOException {
    List<Target> targets =
        network.architecture().nodes().stream()
            .map(node -> new Target(node.name(), Tap.POST))
            .toList();
    try (Engine engine = TestEngines.open(network);
        Session session = engine.open(targets, new Batch(1, square.height(), square.width()))) {
      session.forward(square.planes());
      for (int i = 0; i < targets.size(); i++) {
        Files.write(folder.resolve(targets.get(i).layer() + ".bin"), planes(session, i));
      }
    }
  }

  private static byte[] bytes(Path gallery, String name) throws IOException {
    return Files.readAllBytes(gallery.resolve(name));
  }

  /** The values of a layer plane by plane, as 32-bit floats, the low byte first. */
  private static byte[] planes(Session session, int target) {
    Shape shape = session.shape(target);
    float[] interleaved = new float[shape.size()];
    session.read(target, 0, interleaved);
    ByteBuffer bytes = ByteBuffer.allocate(4 * shape.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < interleaved.length; i++) {
      int channel = i % shape.channels();
      bytes.putFloat(4 * (channel * shape.area() + i / shape.channels()), interleaved[i]);
    }
    return bytes.array();
  }

  /** For each node |browser - engine| / |engine|, in the Euclidean norm. */
  private static Map<String, Double> errors(Page page) {
    Object errors =
        page.evaluate(
            """
            async () => {
              const errors = {};
              for (const [name, { values }] of Object.entries(phosphene.page.live.results)) {
                const file = await fetch(`/expected/${name}.bin`);
                const expected = new Float32Array(await file.arrayBuffer());
                if (values.length !== expected.length) throw new Error(name);
                let off = 0;
                let all = 0;
                for (let i = 0; i < values.length; i++) {
                  off += (values[i] - expected[i]) ** 2;
                  all += expected[i] ** 2;
                }
                errors[name] = Math.sqrt(off / all);
              }
              return errors;
            }""");
    Map<String, Double> numbers = new TreeMap<>();
    ((Map<?, ?>) errors)
        .forEach((name, error) -> numbers.put((String) name, ((Number) error).doubleValue()));
    return numbers;
  }

  /** Keeps the figures for a person to read. */
  private static void report(Page page, Map<String, Double> errors) throws IOException {
    String lines =
        page.evaluate("() => tf.getBackend()")
            + "\n"
            + String.join(
                "\n",
                errors.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    Files.createDirectories(Path.of("target", "pages"));
    Files.writeString(Path.of("target", "pages", "live.txt"), lines + "\n");
  }
}
