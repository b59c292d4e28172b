package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Deterministic;
import phosphene.gallery.FeedingUnit;
import phosphene.gallery.index.Columns;
import phosphene.gallery.index.IndexRows;
import phosphene.gallery.index.TileRow;
import phosphene.image.codec.Png;
import phosphene.network.Feeders;
import phosphene.network.zoo.Networks;

/** The main job, from a file to a gallery. */
class RenderTest {
  @TempDir Path folder;

  @Deterministic
  @Test
  void bytesDependNeitherOnCoresNorOnBatch() {
    Studio studio = Studio.in(folder);

    Ran first = studio.render("--batch", "1");

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .startsWith("squeezenet: 15 tiles, 0 of them rendered before, in file:" + studio.output())
        .containsPattern(
            "\nRendered 15 tiles in (0\\.\\d s|\\d+ ms|0:0\\d:\\d\\d)"
                + "\n  wall time +[\\d:.]+( m?s)?\n(  .*\n)+Pages: .*/out/index.html\nContact sheets: .*/out/sheets\nIndex: +.*/out/index/tiles\nTry next:\n");
    Map<String, String> tiles = Studio.tiles(studio.output());
    assertThat(tiles).hasSize(15).containsKey("tiles/default/fire2_expand3x3/4.png");
    assertThat(indexed(studio.output(), TileRow::path, TileRow::sha256)).isEqualTo(tiles);
    Map<String, String> keys = indexed(studio.output(), TileRow::key, TileRow::sha256);

    for (String way : new String[] {"local[1] 8", "local[2] 1", "local[2] 8", "local[*] 3"}) {
      Path output = folder.resolve(way.replaceAll("\\W", "-"));
      String[] words = way.split(" ");
      Ran other =
          studio.command(
              "render", "--master", words[0], "--batch", words[1], "--output", output.toString());
      assertThat(other.code()).as(other.err()).isZero();
      assertThat(Studio.tiles(output)).as(way).isEqualTo(tiles);
      assertThat(indexed(output, TileRow::key, TileRow::sha256)).as(way).isEqualTo(keys);
    }
  }

  @Test
  void theSecondRunRendersNothingAndChangesNoFile() {
    Studio studio = Studio.in(folder);
    studio.render();
    Map<String, String> before = Studio.files(studio.output());

    Ran second = studio.render("--batch", "3");

    assertThat(second.code()).isZero();
    assertThat(second.out())
        .contains("squeezenet: 15 tiles, 15 of them rendered before, in file:")
        .contains(
            "Nothing to render: the gallery holds all that the job asks for.\nPages:          "
                + studio.output()
                + "/index.html\nContact sheets: "
                + studio.output()
                + "/sheets\n");
    assertThat(second.err()).isEmpty();
    assertThat(Studio.files(studio.output())).isEqualTo(before);
  }

  @Test
  void aJobThatDiedBeforeItsSheetsOwesThem() throws IOException {
    Studio studio = Studio.in(folder);
    studio.render("--set", "layers=conv1", "--set", "units=0-1");
    Map<String, String> before = settled(studio);
    Path sheet = studio.output().resolve("sheets/default/conv1.png");
    Files.delete(sheet);

    Ran again = studio.render("--set", "layers=conv1", "--set", "units=0-1");

    assertThat(again.out()).contains("\nRendered 0 tiles in ");
    assertThat(sheet).exists();
    assertThat(settled(studio)).isEqualTo(before);
  }

  @Test
  void aSheetThatCannotBeDrawnIsToldAndNothingElseIsLost() throws IOException {
    Studio studio = Studio.in(folder);
    Path obstacle = studio.output().resolve("sheets/default/conv1.png");
    studio.render("--set", "layers=conv1", "--set", "units=0");
    Files.delete(obstacle);
    Files.createDirectories(obstacle.resolve("in the way"));

    Ran ran = studio.render("--set", "layers=[conv1, fire2_squeeze1x1]", "--set", "units=0-1");

    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out())
        .contains("\nRendered 3 tiles in ", "\n1 contact sheet could not be drawn\n", "Pages: ");
    assertThat(ran.err())
        .contains("Cannot draw sheets/default/conv1.png: Cannot write file:")
        .doesNotContain("\tat ");
    assertThat(studio.output().resolve("sheets/default/fire2_squeeze1x1.png")).isRegularFile();
    assertThat(Files.readString(studio.output().resolve("summary.json")))
        .contains("\"sheets_failed\" : 1");
    Files.delete(obstacle.resolve("in the way"));
    Files.delete(obstacle);
    assertThat(studio.render("--set", "layers=conv1", "--set", "units=0-1").code()).isZero();
    assertThat(obstacle).isRegularFile();
  }

  /** All files but the summary, which is the last run's. */
  private static Map<String, String> settled(Studio studio) {
    Map<String, String> files = new TreeMap<>(Studio.files(studio.output()));
    files.remove("summary.json");
    files.remove("gallery.json"); // says how many runs there were
    return files;
  }

  @Test
  void aWiderJobRendersOnlyWhatIsNew() {
    Studio studio = Studio.in(folder);
    studio.render("--set", "units=0-1");
    Map<String, String> before = Studio.tiles(studio.output());

    Ran wider = studio.render("--set", "units=0-2", "--set", "layers=[conv1, fire2_squeeze1x1]");

    assertThat(wider.out())
        .contains("squeezenet: 6 tiles, 4 of them rendered before, in file:")
        .contains("\nRendered 2 tiles in ");
    assertThat(Studio.tiles(studio.output())).hasSize(8).containsAllEntriesOf(before);
    assertThat(IndexRows.of(studio.output())).hasSize(8);
  }

  @Test
  void everyRowAndPictureNamesTheUnitsThatFeedIt() throws Exception {
    Studio studio = Studio.in(folder);
    studio.render("--set", "units=0-1");
    Feeders feeders = new Feeders(Networks.random("squeezenet", 1));

    for (TileRow row : IndexRows.of(studio.output())) {
      List<FeedingUnit> expected =
          feeders.strongest(row.layer(), row.channel()).stream()
              .map(feeder -> new FeedingUnit(feeder.layer(), feeder.channel(), feeder.weight()))
              .toList();
      byte[] picture = Files.readAllBytes(studio.output().resolve(String.valueOf(row.path())));
      assertThat(row.inputs()).hasSize(row.layer().equals("conv1") ? 3 : 8).isEqualTo(expected);
      assertThat(Png.decode(picture).texts())
          .containsEntry("phosphene:inputs", FeedingUnit.text(expected));
    }
    assertThat(
            FeedingUnit.text(List.of(new FeedingUnit("a", 3, 0.5f), new FeedingUnit("b", 0, -2))))
        .isEqualTo("a/3 0.5, b/0 -2.0");
  }

  @Test
  void aClassIsFedByTheUnitsBelowItsLogit() {
    Studio studio = Studio.in(folder);

    Ran ran =
        studio.render(
            "--set",
            "objective=class",
            "--set",
            "layers=all",
            "--set",
            "units=7",
            "--set",
            "recipe.size=64");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(IndexRows.of(studio.output()))
        .isNotEmpty() // judged in a row of its own
        .allSatisfy(
            row ->
                assertThat(row.inputs())
                    .hasSize(8)
                    .allMatch(input -> input.layer().startsWith("fire9_expand")));
  }

  @Test
  void aGalleryWhoseIndexLacksTheNewestColumnGoesOn() throws IOException {
    Studio studio = Studio.in(folder);
    studio.render("--set", "layers=conv1", "--set", "units=0-1");
    Path part = part(studio);
    Files.write(part, Columns.without("inputs", Files.readAllBytes(part)));
    Files.deleteIfExists(part.resolveSibling("." + part.getFileName() + ".crc"));
    String sql = "SELECT channel, size(inputs) AS inputs FROM tiles ORDER BY channel";

    Ran wider = studio.render("--set", "layers=conv1", "--set", "units=0-2");

    assertThat(wider.out())
        .startsWith("squeezenet: 3 tiles, 2 of them rendered before, in file:")
        .contains("\nRendered 1 tile");
    assertThat(Ran.phosphene("query", "--json", studio.output().toString(), sql).out())
        .isEqualTo(
            """
            {"channel":0,"inputs":null}
            {"channel":1,"inputs":null}
            {"channel":2,"inputs":3}
            """);
  }

  private static Path part(Studio studio) throws IOException {
    try (Stream<Path> files = Files.list(studio.output().resolve("index/tiles"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }

  private static Map<String, String> indexed(
      Path gallery, Function<TileRow, String> name, Function<TileRow, String> value) {
    return IndexRows.of(gallery).stream().collect(Collectors.toMap(name, value));
  }
}
