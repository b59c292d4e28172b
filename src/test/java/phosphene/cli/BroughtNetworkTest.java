package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.network.read.TinyModels;
import phosphene.network.read.TinyOnnx;

/** Networks that a user brings, by every command, with names as exporters give them. */
class BroughtNetworkTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");

  @TempDir Path folder;
  private Path model = Path.of("");
  private Path output = Path.of("");

  @BeforeEach
  void write() throws IOException {
    model = TinyModels.keras(folder.resolve("tiny.keras"), 3);
    output = folder.resolve("out");
    new Album(folder).photo("photos/a.png", 0.3);
  }

  @Test
  void theTableOfLayersSaysWhatCanBeRendered() {
    Ran show = run("networks", "show", model.toString());

    assertThat(show.out())
        .contains("\nInput:         3x16x16, any size\n")
        .contains("\nPreprocessing: RGB 0..1\n")
        .contains("\nClasses:       3: no names (labels: FILE gives them)\n")
        .containsPattern("\nouter/inner-1 +conv 3x3, ReLU +4 +16x16 +3 px +\\S+  all\n")
        .containsPattern("\nouter/inner.2 +conv 3x3, ReLU +4 +16x16 +5 px +\\S+  all\n")
        .containsPattern("\nblock.0 +add +4 +16x16 +5 px +\\S+  all blocks\n");
  }

  @Test
  void anAtlasHasATileAndAPageForEachLayerWhateverItsName() throws IOException {
    Path job =
        job("atlas", "units: 0-1", "recipe: {size: 24, steps: 3, retries: 0, transforms: none}");

    assertThat(run("plan", job.toString()).out()).contains("\ntiles    8 of ");
    Ran first = run("render", job.toString(), "--master", "local[1]");

    assertThat(first.out()).contains("\nRendered 8 tiles in ");
    assertThat(Studio.tiles(output).keySet())
        .containsExactlyInAnyOrder(
            "tiles/default/outer%2Finner-1/0.png",
            "tiles/default/outer%2Finner-1/1.png",
            "tiles/default/outer%2Finner.2/0.png",
            "tiles/default/outer%2Finner.2/1.png",
            "tiles/default/stem.0/0.png",
            "tiles/default/stem.0/1.png",
            "tiles/default/block.0/0.png",
            "tiles/default/block.0/1.png");
    assertThat(output.resolve("sheets/default/outer%2Finner-1.png")).exists();
    Ran query =
        run(
            "query",
            output.toString(),
            "SELECT layer, count(*) n FROM tiles WHERE layer LIKE 'outer/%' GROUP BY layer ORDER BY layer",
            "--csv");
    assertThat(query.out()).isEqualTo("layer,n\nouter/inner-1,2\nouter/inner.2,2\n");
    sound("--rerender", "3");
    run("site", output.toString());
    assertThat(links()).isNotEmpty().allSatisfy(file -> assertThat(file).exists());
    assertThat(run("render", job.toString(), "--master", "local[1]").out())
        .contains("8 tiles, 8 of them rendered before");
  }

  @Test
  void layersAreNamedByPatternsByBlocksAndByName() throws IOException {
    assertThat(planned("layers: 'outer/*'")).contains("\ntiles    8 of ");
    assertThat(planned("layers: blocks")).contains("\ntiles    4 of ");
    assertThat(planned("layers: [blocks, stem.0]")).contains("\ntiles    8 of ");
    assertThat(planned("layers: pool")).contains("\ntiles    4 of ");
    Ran wrong = ran("plan", job("atlas", "layers: outer/inner").toString());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .isEqualTo(
            folder
                + "/job.yaml:4: Invalid layers: outer/inner (must be a layer; nearest:"
                + " outer/inner-1, outer/inner.2, stem.0)\n");
  }

  private String planned(String line) throws IOException {
    return run("plan", job("atlas", line, "recipe: {size: 24, steps: 1}").toString()).out();
  }

  @Test
  void classesAreNamedByAFileOfLabels() throws IOException {
    Path labels = Files.writeString(folder.resolve("classes.txt"), "tench\nblue macaw\nbeacon\n");
    String[] lines = {
      "labels: " + labels,
      "objective: class",
      "units: [macaw]",
      "recipe: {size: 16, steps: 3, retries: 0, transforms: none}"
    };

    Ran first = run("render", job("atlas", lines).toString(), "--master", "local[1]");

    assertThat(first.out()).contains("\nRendered 1 tile in ");
    assertThat(Studio.tiles(output).keySet()).containsExactly("tiles/default/logits/1.png");
    sound("--rerender", "1");
    lines[2] = "units: [parrot]";
    assertThat(ran("plan", job("atlas", lines).toString()).err())
        .contains("job.yaml:6: Invalid units: parrot (must be a class; nearest: ");
    Files.writeString(labels, "tench\nmacaw\n");
    assertThat(ran("plan", job("atlas", lines).toString()).err())
        .isEqualTo(
            folder
                + "/job.yaml:4: Cannot use labels "
                + labels
                + ": it has 2 names (must be 3: tiny has so many classes)\n");
  }

  @Test
  void dreamsAmplifyChannelsOfNestedLayersAndBlocks() throws IOException {
    Path job =
        job(
            "dream",
            "photos: " + folder.resolve("photos"),
            "layers: [outer/inner-1/2, blocks, {outer/inner.2: 0.7, stem.0/1: 0.3}]",
            "recipe: {octaves: 1, steps: 2, jitter: 2, tile: 32}");

    Ran first = run("render", job.toString(), "--master", "local[1]");

    assertThat(first.out()).contains("\nRendered 3 dreams in ");
    assertThat(Studio.files(output).keySet())
        .contains(
            "dreams/photos/a.png/outer%2Finner-1.2.png",
            "dreams/photos/a.png/block.0.png",
            "dreams/photos/a.png/outer%2Finner.2%400.7%2Bstem.0.1%400.3.png");
    sound("--rerender", "2");
  }

  @Test
  void scansReadEveryConvolutionAndBlock() throws IOException {
    Path labels = Files.writeString(folder.resolve("classes.json"), "[\"a\", \"b\", \"c\"]");
    Path job = job("scan", "photos: " + folder.resolve("photos"), "labels: " + labels);

    assertThat(run("render", job.toString(), "--master", "local[1]").out())
        .contains("\nScanned 1 photo in ");

    Ran query =
        run("query", output.toString(), "SELECT DISTINCT layer FROM units ORDER BY layer", "--csv");
    assertThat(query.out()).isEqualTo("layer\nblock.0\nouter/inner-1\nouter/inner.2\nstem.0\n");
    sound();
    run("site", output.toString());
    assertThat(links()).isNotEmpty().allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void flightsGoThroughNestedLayers() throws IOException {
    Path job =
        job(
            "flight",
            "through: [outer/inner-1/2, outer/inner.2, blocks]",
            "seconds: 0.5",
            "steps: 1",
            "recipe: {size: 32, fps: 8, first: 2, transforms: none}");

    assertThat(run("render", job.toString(), "--master", "local[1]").out())
        .contains("\nRendered 4 frames in ");
    sound("--rerender", "1");
  }

  @Test
  void aNetworkOfOneChannelSeesGrey() throws IOException {
    model = TinyModels.keras(folder.resolve("grey.keras"), 1);
    assertThat(run("networks", "show", model.toString()).out())
        .contains("\nInput:         1x16x16, any size\nPreprocessing: grey 0..1\n");
    Path job =
        job(
            "atlas",
            "preprocessing: {mean: 0.1307, std: 0.3081}",
            "layers: stem.0",
            "recipe: {size: 24, steps: 3, retries: 0, transforms: none}");

    assertThat(run("render", job.toString(), "--master", "local[1]").out())
        .contains("\nRendered 4 tiles in ");
    sound("--rerender", "2");
    assertThat(ran("plan", job("atlas", "preprocessing: {mean: [0.5, 0.5, 0.5]}").toString()).err())
        .isEqualTo(
            folder
                + "/job.yaml:4: Invalid preprocessing.mean: 3 numbers (must be one number, or a list"
                + " of 1: the network takes 1 channel)\n");
  }

  @Test
  void anotherPreprocessingIsAnotherGallery() throws IOException {
    String recipe = "recipe: {size: 24, steps: 1, retries: 0, transforms: none}";
    run("render", job("atlas", "layers: stem.0", recipe).toString(), "--master", "local[1]");

    Path other = job("atlas", "preprocessing: torch", "layers: stem.0", recipe);

    assertThat(ran("render", other.toString(), "--master", "local[1]").err())
        .contains("it holds another job's gallery (preprocessing: order [0, 1, 2] scale ");
  }

  @Test
  void aNetworkOfOnnxHasTheNamesOfItsModules() throws IOException {
    model = TinyOnnx.write(folder.resolve("tiny.onnx"));

    assertThat(run("networks", "show", model.toString()).out())
        .containsPattern("\nstem +conv 3x3, ReLU +4 ")
        .containsPattern("\nlayer1.0.conv1 +conv 3x3, ReLU +4 ")
        .containsPattern("\nlayer1.0 +add, ReLU +4 +16x16 +7 px +\\S+  all blocks\n")
        .containsPattern("\nfc +dense +3 ");
    Path job =
        job(
            "atlas",
            "layers: [layer1.0.conv1, blocks]",
            "recipe: {size: 24, steps: 3, retries: 0, transforms: none}");

    assertThat(run("render", job.toString(), "--master", "local[1]").out())
        .contains("\nRendered 8 tiles in ");
    assertThat(Studio.tiles(output).keySet())
        .contains("tiles/default/layer1.0/3.png", "tiles/default/layer1.0.conv1/0.png");
    sound("--rerender", "2");
    assertThat(ran("plan", job("atlas", "layers: 'layer1.0.relu*'").toString()).err())
        .startsWith(
            folder
                + "/job.yaml:4: Cannot find layer layer1.0.relu: its value is that of layer1.0.conv1");
  }

  /** The tiles of a network are the same by whichever files it comes. */
  @Test
  void aNetworkInSeveralFilesIsShippedWithAllOfThem() throws IOException {
    String[] lines = {
      "layers: layer1.0.conv2",
      "objective: neuron",
      "recipe: {size: 24, steps: 3, retries: 0, transforms: none}"
    };
    Files.createDirectories(folder.resolve("one"));
    model = TinyOnnx.write(folder.resolve("one/tiny.onnx"), "weights/tiny.onnx");
    Files.writeString(
        folder.resolve("one/preprocessor_config.json"),
        "{\"image_mean\": [0.5, 0.5, 0.5], \"image_std\": [0.25, 0.25, 0.25]}");
    Files.writeString(
        folder.resolve("one/config.json"),
        "{\"id2label\": {\"0\": \"cat\", \"1\": \"dog\", \"2\": \"blue macaw\"}}");

    assertThat(run("networks", "show", model.toString()).out())
        .contains(
            "\nPreprocessing: RGB 0..1, less 0.5, by 0.25\nClasses:       3: cat, dog, blue macaw\n");
    assertThat(run("render", job("atlas", lines).toString(), "--master", "local[2]").out())
        .contains("\nRendered 4 tiles in ");
    sound("--rerender", "2");
    assertThat(
            run(
                    "plan",
                    job("atlas", "objective: class", "units: macaw", "recipe: {size: 16}")
                        .toString(),
                    "--output",
                    folder + "/classes")
                .out())
        .contains("\ntiles    1 of ");
    Files.writeString(folder.resolve("one/config.json"), "{\"id2label\": ");
    assertThat(run("networks", "show", model.toString()).out()).contains("3: no names");
    Files.writeString(folder.resolve("one/preprocessor_config.json"), "{\"image_mean\": ");
    assertThat(ran("plan", job("atlas", lines).toString()).err())
        .startsWith(
            folder
                + "/job.yaml:2: Cannot read "
                + folder
                + "/one/preprocessor_config.json, which lies beside the network: it is no valid"
                + " JSON: ");
    Files.delete(folder.resolve("one/preprocessor_config.json"));
    Files.delete(folder.resolve("one/config.json"));
    Files.delete(folder.resolve("one/weights/tiny.onnx"));
    assertThat(ran("plan", job("atlas", lines).toString()).err())
        .contains("weights/tiny.onnx")
        .contains("missing");
  }

  private Path job(String kind, String... lines) throws IOException {
    List<String> text = new ArrayList<>(List.of("job: " + kind, "network: " + model));
    text.add("output: " + output);
    text.addAll(Arrays.asList(lines));
    return Files.write(folder.resolve("job.yaml"), text);
  }

  private void sound(String... arguments) {
    assertThat(
            run(Stream.concat(Stream.of("verify", output.toString()), Arrays.stream(arguments))
                    .toArray(String[]::new))
                .out())
        .contains("The gallery is what its index says.");
  }

  /** What the pages of the gallery name, as files. */
  private List<Path> links() throws IOException {
    List<Path> links = new ArrayList<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path page : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
          String target = link.group(1).replace("&amp;", "&");
          if (URI.create(target).getScheme() == null) {
            String name = URLDecoder.decode(target.replace("+", "%2B"), StandardCharsets.UTF_8);
            links.add(page.resolveSibling(name.replaceFirst("\\?.*", "")));
          }
        }
      }
    }
    return links;
  }

  private static Ran run(String... arguments) {
    Ran ran = ran(arguments);
    assertThat(ran.code())
        .as("%s\n%s\n%s", Arrays.toString(arguments), ran.out(), ran.err())
        .isZero();
    return ran;
  }

  private static Ran ran(String... arguments) {
    return Ran.phosphene(arguments);
  }
}
