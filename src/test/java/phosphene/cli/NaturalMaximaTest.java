package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.NaturalRow;
import phosphene.gallery.ScanRows;

/** What photos say of the units of an atlas. */
class NaturalMaximaTest {
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
    assertThat(natural(studio.output())).containsOnly("null");

    Ran told = studio.render(more(few, "natural=" + album.output()));
    Ran wider = studio.render(more(few, "natural=" + album.output(), "units=0-3"));

    assertThat(told.code()).as(told.err()).isZero();
    assertThat(wider.code()).as(wider.err()).isZero();
    Map<Integer, NaturalRow> units =
        ScanRows.natural(album.output()).stream()
            .collect(Collectors.toMap(NaturalRow::channel, Function.identity()));
    assertThat(natural(studio.output()))
        .containsExactly(before(units, 0), before(units, 1), before(units, 2), before(units, 3));
    assertThat(
            Ran.phosphene(
                    "query",
                    studio.output().toString(),
                    "SELECT score_end / natural_max AS ratio FROM tiles WHERE natural_max > 0")
                .code())
        .isZero();
    assertThat(studio.render(more(few, "natural=" + album.output(), "units=0-3")).out())
        .contains("Nothing to render");
    assertThat(studio.render(more(few, "natural=" + studio.output())).err())
        .contains("(must be a gallery of scans; it is one of job atlas)");
  }

  private static String before(Map<Integer, NaturalRow> units, int channel) {
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

  /** The natural maxima of tiles in the order of their channels. */
  private static List<String> natural(Path gallery) throws IOException {
    String sql = "SELECT natural_max FROM tiles ORDER BY channel";
    JsonMapper json = JsonMapper.builder().build();
    List<String> values = new java.util.ArrayList<>();
    for (String line :
        Ran.phosphene("query", "--json", gallery.toString(), sql).out().split("\n")) {
      values.add(String.valueOf(json.readTree(line).get("natural_max")));
    }
    return values;
  }
}
