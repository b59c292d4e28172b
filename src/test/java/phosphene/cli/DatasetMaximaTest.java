package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.CropSheet;
import phosphene.gallery.index.ScanRows;
import phosphene.gallery.index.UnitRow;
import phosphene.image.Photos;
import phosphene.image.pixel.Rows;

/** What photos say of the units of an atlas. */
class DatasetMaximaTest {
  private static final String RATIOS =
      "SELECT dataset_ratio <=> IF(dataset_max > 0, score_end / dataset_max, NULL) AS value"
          + " FROM tiles";

  @TempDir Path folder;

  @Test
  void anAtlasSaysHowFarItsTilesGoBeyondThePhotos() throws IOException {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    album.photo("b.png", 0.8);
    String[] layers = {"--set", "layers=conv1", "--set", "neurons=false"};
    assertThat(album.render(layers).code()).isZero();
    Studio studio = Studio.in(Files.createDirectory(folder.resolve("studio")));
    String[] few = {"--set", "layers=conv1", "--set", "units=0-2"};
    assertThat(studio.render(few).code()).isZero();
    assertThat(maxima(studio.output())).containsOnly("null");

    Ran told = studio.render(more(few, "dataset=" + album.output()));
    Ran wider = studio.render(more(few, "dataset=" + album.output(), "units=0-3"));

    assertThat(told.code()).as(told.err()).isZero();
    assertThat(wider.code()).as(wider.err()).isZero();
    Map<Integer, UnitRow> units =
        ScanRows.units(album.output()).stream()
            .collect(Collectors.toMap(UnitRow::channel, Function.identity()));
    assertThat(maxima(studio.output()))
        .containsExactly(before(units, 0), before(units, 1), before(units, 2), before(units, 3));
    assertThat(column(studio.output(), RATIOS)).doesNotContain("false");
    pages(studio.output());
    Path sheet = sheet(studio.output());
    Path stale = sheet.resolveSibling("0-ffffffffffff.jpg");
    Files.copy(sheet, stale);
    Files.delete(studio.output().resolve("index.html"));
    String[] same = more(few, "dataset=" + album.output(), "units=0-3");
    assertThat(studio.render(same).out())
        .as("of a job that was killed")
        .contains("Rendered 0 tiles");
    assertThat(stale).doesNotExist();
    assertThat(studio.output().resolve("index.html")).exists();
    assertThat(studio.render(more(few, "dataset=" + album.output(), "units=0-3")).out())
        .contains("Nothing to render");
    assertThat(studio.render(more(few, "dataset=" + studio.output())).err())
        .contains("(must be a gallery of scans; it is one of job atlas)");
  }

  /** The page of the layer has all units, and beside each the photos that excite it. */
  private static void pages(Path gallery) throws IOException {
    assertThat(Files.readString(gallery.resolve("index.html"))).contains("4 units of 1 layer");
    String page = Files.readString(gallery.resolve("site/layers/conv1.html"));
    Matcher photos =
        Pattern.compile("url\\(../../(site/crops/conv1/0-\\w{12}.jpg)\\)").matcher(page);
    assertThat(page).contains("<figure id=\"0\">").contains("<figure id=\"3\">");
    assertThat(photos.results().map(found -> found.group(1)).distinct()).hasSize(1);
    photos.reset();
    assertThat(photos.find()).isTrue();
    Rows sheet =
        Photos.decode(Files.readAllBytes(gallery.resolve(photos.group(1))), 1 << 24).levels();
    assertThat(sheet.width()).isEqualTo(CropSheet.SIDE);
    assertThat(red(sheet, 3, 0))
        .as("the first of two photos")
        .isNotCloseTo(red(sheet, 3, 8), offset(0.05));
    assertThat(red(sheet, 3, 8)).as("there is no ninth photo").isCloseTo(0.06, offset(0.02));
  }

  private static Path sheet(Path gallery) throws IOException {
    try (Stream<Path> crops = Files.list(gallery.resolve("site/crops/conv1"))) {
      List<Path> all = crops.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static double red(Rows sheet, int channel, int photo) {
    float[] row = new float[3 * sheet.width()];
    sheet.read(CropSheet.y(channel, photo) + CropSheet.PHOTO / 2, row, 0);
    return row[CropSheet.x(channel, photo) + CropSheet.PHOTO / 2];
  }

  private static String before(Map<Integer, UnitRow> units, int channel) {
    return Double.toString(Objects.requireNonNull(units.get(channel)).meanMaximumBefore());
  }

  private static String[] more(String[] arguments, String... settings) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2 * settings.length);
    for (int i = 0; i < settings.length; i++) {
      all[arguments.length + 2 * i] = "--set";
      all[arguments.length + 2 * i + 1] = settings[i];
    }
    return all;
  }

  /** The values of dataset_max in the order of their channels. */
  private static List<String> maxima(Path gallery) throws IOException {
    return column(gallery, "SELECT dataset_max AS value FROM tiles ORDER BY channel");
  }

  private static List<String> column(Path gallery, String sql) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    List<String> values = new java.util.ArrayList<>();
    for (String line :
        Ran.phosphene("query", "--json", gallery.toString(), sql).out().split("\n")) {
      values.add(String.valueOf(json.readTree(line).get("value")));
    }
    return values;
  }
}
