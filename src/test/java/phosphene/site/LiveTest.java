package phosphene.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Models;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.gallery.HadoopStore;
import phosphene.gallery.MemoryStore;
import phosphene.image.Png;
import phosphene.network.Network;
import phosphene.network.Networks;
import phosphene.spec.SpecException;

/** SqueezeNet in a real browser computes what the engine computes. */
class LiveTest {
  // 16-bit floats have 11 bits: each weight is off by 2.4e-4 of itself at most, and errors mostly
  // cancel.
  private static final double TOLERANCE = 2e-3;

  @Test
  void aDroppedPhotoIsSeenAsTheEngineSeesIt(@TempDir Path temporary)
      throws IOException, InterruptedException {
    assumeTrue(Shelf.tensorflow().isPresent(), "built without TensorFlow.js: npm was not there");
    Network network = Networks.open("squeezenet", Models.file("squeezenet-1.0.npz"));
    Path gallery = temporary.toRealPath();
    try (Browser browser = Browser.on(gallery)) {
      HadoopStore store = HadoopStore.open(gallery.toString(), new Configuration());
      store.write("scans/toy.png/scan.js", Scene.toy().script("toy.png", network));
      store.write("scans/toy.png/photo.jpg", Scene.toy().photo());
      ScanSite.of(store).running(network).write(List.of("scans/toy.png").iterator());
      byte[] square = square(network, gallery);

      Page page = browser.open("scans/toy.png/index.html", 1280, 720);
      page.waitForFunction("() => window.phosphene?.page?.live !== undefined");
      page.setInputFiles("input[type=file]", new FilePayload("chelsea.png", "image/png", square));
      page.waitForFunction(
          "() => phosphene.page.live.results && !phosphene.page.live.busy && phosphene.page.rested");

      Map<String, Double> errors = errors(page);
      assertThat(errors).hasSize(network.architecture().nodes().size());
      report(page, errors);
      assertThat(errors.values()).allSatisfy(error -> assertThat(error).isLessThan(TOLERANCE));
      assertThat(page.locator("h1").textContent()).isEqualTo("chelsea.png");
      assertThat(page.locator(".class span").first().textContent()).isEqualTo("Egyptian cat");
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pages", "live.png")));
      assertThat(browser.requests())
          .allMatch(one -> one.startsWith(browser.web()) || one.startsWith("data:"));
      assertThat(browser.complaints()).noneMatch(one -> one.startsWith("error"));
    }
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
    assertThat(java.util.Base64.getDecoder().decode(values)).hasSize(2 * count);
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
    if (Shelf.tensorflow().isEmpty()) {
      assertThatThrownBy(() -> ScanSite.of(new MemoryStore()).running(labelled("squeezenet")))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("Cannot write pages that run a network: ");
    }
  }

  private static Network labelled(String name) {
    return Networks.random(name, 1).labelled(java.util.Collections.nCopies(1000, "x"));
  }

  /** A photo's square as a file whose pixels the engine has seen too; leaves what it computed. */
  private static byte[] square(Network network, Path gallery) throws IOException {
    Path photo = Models.folder().resolveSibling("photos").resolve("chelsea.png");
    try (Engine engine = Engines.known().open(Optional.empty(), network, new Device.Cpu())) {
      byte[] square = Png.encode(Scene.of(engine, Files.readAllBytes(photo)).square(), Map.of());
      Files.createDirectories(gallery.resolve("expected"));
      for (Map.Entry<String, float[]> layer : Scene.everything(engine, square).entrySet()) {
        ByteBuffer bytes =
            ByteBuffer.allocate(4 * layer.getValue().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(layer.getValue());
        Files.write(gallery.resolve("expected").resolve(layer.getKey() + ".bin"), bytes.array());
      }
      return square;
    }
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
