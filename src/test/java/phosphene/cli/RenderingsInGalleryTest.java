package phosphene.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.index.IndexRows;
import phosphene.gallery.index.TileRow;

/** Several renderings in one gallery, by the command line. */
class RenderingsInGalleryTest {
  private static final String JOB =
      """
      job: atlas
      network: primer
      layers: [block1_conv1, block4_conv2]
      units: 0-1
      output: %s
      """;
  private static final String PLAIN = "  plain: {recipe: {size: 32, steps: 4, retries: 0}}\n";
  private static final String DEEP =
      "  deep: {objective: neuron, seed: 7, recipe: {size: 48, steps: 3, retries: 0}}\n";

  @TempDir Path folder;
  private Path gallery = Path.of("");

  @BeforeEach
  void name() {
    gallery = folder.resolve("out");
  }

  @Test
  void aRenderingThatIsAddedIsMoreWorkAndNothingElse() throws IOException {
    Ran first = render(gallery, PLAIN);
    assertThat(first.code()).as(first.err()).isZero();
    Map<String, String> before = Studio.files(gallery);

    Ran both = render(gallery, PLAIN + DEEP);

    assertThat(both.code()).as(both.err()).isZero();
    assertThat(both.out())
        .startsWith("primer: 8 tiles, 4 of them rendered before, in file:")
        .contains("\nRendered 4 tiles in ");
    assertThat(pictures(Studio.files(gallery))).containsAllEntriesOf(pictures(before));
    assertThat(Studio.files(gallery))
        .containsKeys(
            "tiles/deep/block4_conv2/1.png",
            "tiles/plain/block4_conv2/1.png",
            "sheets/deep/block1_conv1.png",
            "sheets/plain/block1_conv1.png");
    assertThat(Files.readString(gallery.resolve("site/layers/block4_conv2.html")))
        .contains("<h2>deep</h2>", "<h2>plain</h2>", "tiles/deep/block4_conv2/1.png");
    assertThat(rows(gallery))
        .extracting(TileRow::rendering, TileRow::seed, TileRow::width)
        .as("a neuron's tile is as large as what it sees")
        .containsOnly(tuple("deep", 7L, 16), tuple("deep", 7L, 48), tuple("plain", 42L, 32));
    assertThat(Ran.phosphene("verify", gallery.toString(), "--rerender", "8").out())
        .contains("8 rendered");

    Ran again = render(gallery, PLAIN + DEEP);
    assertThat(again.out()).contains("Nothing to render: ");
  }

  @Test
  void imagesAndKeysAreTheSameAloneOrBesideOthersAndUnderAnotherName() {
    render(gallery, PLAIN + DEEP);
    Path alone = folder.resolve("alone");
    render(alone, DEEP);
    Path renamed = folder.resolve("renamed");
    render(renamed, DEEP.replace("deep:", "other:"));

    Map<String, String> deep = Studio.tiles(gallery);
    deep.keySet().removeIf(name -> !name.startsWith("tiles/deep/"));
    assertThat(Studio.tiles(alone)).isEqualTo(deep).hasSize(4);
    assertThat(keys(alone, "deep")).isEqualTo(keys(gallery, "deep")).hasSize(4);
    assertThat(keys(renamed, "other")).isEqualTo(keys(gallery, "deep"));
    assertThat(keys(gallery, "plain").values())
        .doesNotContainAnyElementsOf(keys(gallery, "deep").values());
  }

  @Test
  void aRenderingThatIsThereIsNotChanged() {
    render(gallery, DEEP);
    Map<String, String> before = Studio.files(gallery);

    Ran other = render(gallery, DEEP.replace("steps: 3", "steps: 5"));

    assertThat(other.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(other.err())
        .contains(
            "Cannot write to file:"
                + gallery
                + ": its rendering deep is made in another way (recipe.steps: 3 there, 5 here; give"
                + " this one another name below renderings, or choose another output)");
    assertThat(Studio.files(gallery)).isEqualTo(before);
  }

  @Test
  void aRenderingThatTheJobNoLongerHasStaysAndIsSaid() {
    render(gallery, PLAIN + DEEP);
    Map<String, String> tiles = Studio.tiles(gallery);

    Ran less = render(gallery, PLAIN, "--set", "units=0-2");

    assertThat(less.out())
        .startsWith("primer: 6 tiles, 4 of them rendered before, in file:")
        .contains("\nin the gallery too, and not in this job: rendering deep\n");
    assertThat(Studio.tiles(gallery)).containsAllEntriesOf(tiles).hasSize(10);
    Ran verified = Ran.phosphene("verify", gallery.toString(), "--rerender", "10");
    assertThat(verified.code()).as(verified.out()).isZero();
  }

  @Test
  void oneDamagedTileOfTheSecondRenderingIsFoundAndMadeAgain() throws IOException {
    render(gallery, PLAIN + DEEP);
    Map<String, String> tiles = Studio.tiles(gallery);
    VerifyTest.flip(gallery.resolve("tiles/deep/block1_conv1/1.png"));

    Ran found = Ran.phosphene("verify", gallery.toString(), "--repair");

    assertThat(found.code()).isEqualTo(ExitCode.FAILED);
    assertThat(found.out()).contains("\nintact: tiles/deep/block1_conv1/1.png: SHA-256 ");
    Ran again = render(gallery, PLAIN + DEEP);
    assertThat(again.out()).startsWith("primer: 8 tiles, 7 of them rendered before");
    assertThat(Studio.tiles(gallery)).isEqualTo(tiles);
    assertThat(Ran.phosphene("verify", gallery.toString()).code()).isZero();
  }

  @Test
  void aRunThatEndsAfterTheFirstRenderingGoesOnWithTheSecond() throws IOException {
    render(folder.resolve("undisturbed"), PLAIN + DEEP);
    render(gallery, PLAIN);
    Path obstacle = Files.writeString(gallery.resolve("tiles/deep"), "in the way");
    Ran disturbed = render(gallery, PLAIN + DEEP);
    assertThat(disturbed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(disturbed.err()).contains("deep block1_conv1/0: Cannot write ");
    Files.delete(obstacle);

    Ran rest = render(gallery, PLAIN + DEEP);

    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(rest.out()).startsWith("primer: 8 tiles, 4 of them rendered before");
    assertThat(Studio.tiles(gallery)).isEqualTo(Studio.tiles(folder.resolve("undisturbed")));
  }

  @Test
  void thePlanSaysWhatEachRenderingTakes() {
    Ran plan = Ran.phosphene("plan", file(gallery, PLAIN + DEEP).toString(), "--no-calibration");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .containsSubsequence(
            "\nrendering plain\n",
            "block1_conv1",
            "block4_conv2",
            "tiles    4 of 32 x 32 pixels, 4 steps each\n",
            "\nrendering deep\n",
            "tiles    4 of 48 x 48 pixels, 3 steps each\n",
            "\nall renderings\ntiles    8\n");
  }

  @Test
  void unitsOfSeveralLayersNeedNoLayers() {
    String renderings =
        "  units: {recipe: {size: 32, steps: 2, retries: 0}, units: [block4_conv2/3,"
            + " 'block1_conv1:0-1']}\n";

    Ran ran = render(gallery, renderings);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(Studio.tiles(gallery).keySet())
        .containsExactly(
            "tiles/units/block1_conv1/0.png",
            "tiles/units/block1_conv1/1.png",
            "tiles/units/block4_conv2/3.png");
  }

  private Ran render(Path output, String renderings, String... more) {
    List<String> words =
        new java.util.ArrayList<>(
            List.of("render", file(output, renderings).toString(), "--master", "local[1]"));
    words.addAll(List.of(more));
    return Ran.phosphene(words.toArray(String[]::new));
  }

  private Path file(Path output, String renderings) {
    try {
      return Files.writeString(
          folder.resolve("job.yaml"), String.format(JOB, output) + "renderings:\n" + renderings);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<TileRow> rows(Path gallery) {
    return IndexRows.of(gallery);
  }

  /** By unit. */
  private static Map<String, String> keys(Path gallery, String rendering) {
    return rows(gallery).stream()
        .filter(row -> row.rendering().equals(rendering))
        .collect(toMap(row -> row.layer() + "/" + row.channel(), TileRow::key));
  }

  private static Map<String, String> pictures(Map<String, String> files) {
    Map<String, String> pictures = new TreeMap<>(files);
    pictures.keySet().removeIf(name -> !name.endsWith(".png"));
    return pictures;
  }
}
