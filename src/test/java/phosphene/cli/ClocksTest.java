package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.Slow;
import phosphene.gallery.Forgery;
import phosphene.gallery.index.Columns;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.FrameRow;
import phosphene.gallery.index.IndexRows;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.index.UnitRow;

/** Jobs on machines whose clocks are wrong: a later run counts, whatever the clocks say. */
@Slow
class ClocksTest {
  @TempDir Path folder;

  /** What is odd about the rows of the first run. */
  private enum Oddity {
    AHEAD(Duration.ofDays(1)),
    BEHIND(Duration.ofDays(-1)),
    /** Of a version whose rows had no generation, and whose clock was ahead. */
    OLD(Duration.ofDays(1));

    private final Duration shift;

    Oddity(Duration shift) {
      this.shift = shift;
    }

    /** Makes the rows of a gallery those of such a clock. */
    <R> void of(Path gallery, IndexTable<R> table, String... times) throws IOException {
      Forgery.change(gallery, table, row -> Forgery.with(row, moved(row, times)));
      if (this == OLD) {
        for (Path file : Forgery.files(gallery, table)) {
          byte[] whole = Files.readAllBytes(file);
          Files.write(file, Columns.without("sequence", Columns.without("generation", whole)));
        }
      }
    }

    private <R> Map<String, Object> moved(R row, String... times) {
      Map<String, Object> moved = new HashMap<>();
      for (String time : times) {
        moved.put(time, ((Instant) value(row, time)).plus(shift));
      }
      return moved;
    }

    private static Object value(Object row, String name) {
      try {
        return row.getClass().getMethod(name).invoke(row);
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Oddity.class)
  void aPhotoThatChangedIsDreamtOnce(Oddity oddity) throws IOException {
    Album album = Album.in(folder);
    album.photo("changed.png", 0.3);
    album.photo("same.png", 0.7);
    assertThat(album.render().code()).isZero();
    IndexTable<DreamRow> table = DreamRow.TABLE;
    oddity.of(album.output(), table, "renderedAt", "checkedAt");

    album.photo("changed.png", 0.5);

    assertThat(album.render().out()).contains("\nRendered 1 dream in ");
    sound(album.output());
    assertThat(album.render().out()).contains("the gallery holds all that can be had.\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"AHEAD", "OLD"})
  void aPhotoThatChangedIsScannedOnceAndCountedAsItIs(Oddity oddity) throws IOException {
    Album album = Album.scanned(folder);
    album.photo("changed.png", 0.3);
    album.photo("same.png", 0.7);
    String[] light = {"--set", "neurons=false", "--set", "layers=conv1"};
    assertThat(album.render(light).code()).isZero();
    IndexTable<ScanRow> scans = ScanRow.TABLE;
    oddity.of(album.output(), scans, "checkedAt");
    IndexTable<UnitRow> units = UnitRow.TABLE;
    oddity.of(album.output(), units, "updatedAt");

    album.photo("changed.png", 0.5);

    assertThat(album.render(light).out()).contains("\nScanned 1 photo in ");
    sound(album.output());
    assertThat(album.render(light).out()).contains("the gallery holds all that can be had.\n");
    Path anew = folder.resolve("anew");
    Stream<String> more = Stream.of("--output", anew.toString());
    album.render(Stream.concat(Stream.of(light), more).toArray(String[]::new));
    assertThat(ScanRows.units(album.output()))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "updatedAt", "sum", "mean", "generation", "sequence")
        .isEqualTo(ScanRows.units(anew));
  }

  @ParameterizedTest
  @EnumSource(names = {"AHEAD", "OLD"})
  void aFlightThatChangedIsFlownOnce(Oddity oddity) throws IOException {
    Path output = folder.resolve("out");
    String job =
        """
        job: flight
        network: squeezenet
        weights: random:1
        keyframes: [{at: 0, units: conv1/3}]
        seconds: 0.5
        steps: 2
        recipe: {size: 64, fps: 10, first: 4, transforms: [{jitter: 2}]}
        output: %s
        """
            .formatted(output);
    Path file = Files.writeString(folder.resolve("job.yaml"), job);
    String[] render = {"render", file.toString(), "--master", "local[1]"};
    assertThat(Ran.phosphene(render).code()).isZero();
    IndexTable<FrameRow> table = FrameRow.TABLE;
    oddity.of(output, table, "renderedAt");

    Files.writeString(file, job.replace("conv1/3", "conv1/5"));

    assertThat(Ran.phosphene(render).out())
        .contains("\nRendered 5 frames in ")
        .contains("\nFilmed 1 flight\n");
    sound(output);
    String sql = "SELECT units, count(*) AS n FROM frames GROUP BY units";
    assertThat(Ran.phosphene("query", "--json", output.toString(), sql).out())
        .isEqualTo("{\"units\":\"conv1.5\",\"n\":5}\n");
    assertThat(Ran.phosphene(render).out())
        .contains("Nothing to render: the gallery holds all that the job asks for.\n");

    Files.writeString(file, job);

    assertThat(Ran.phosphene(render).out()).as("the first one again").contains("\nFilmed 1 flight");
    assertThat(Ran.phosphene("query", "--json", output.toString(), sql).out())
        .isEqualTo("{\"units\":\"conv1.3\",\"n\":5}\n");
    assertThat(Ran.phosphene(render).out()).contains("holds all that the job asks for.\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"AHEAD", "OLD"})
  void whatPhotosSayOfATileIsEnteredOnce(Oddity oddity) throws IOException {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    String[] layers = {"--set", "layers=conv1", "--set", "neurons=false"};
    assertThat(album.render(layers).code()).isZero();
    Studio studio = Studio.in(Files.createDirectory(folder.resolve("studio")));
    String[] few = {
      "--set", "layers=conv1", "--set", "units=0-2", "--set", "dataset=" + album.output()
    };
    assertThat(studio.render(few).code()).isZero();
    IndexTable<TileRow> table = TileRow.TABLE;
    oddity.of(studio.output(), table, "renderedAt");
    album.photo("b.png", 0.8);
    assertThat(album.render(layers).code()).isZero();

    assertThat(studio.render(few).out()).contains("Rendered 0 tiles");
    assertThat(studio.render(few).out()).contains("holds all that the job asks for.\n");
    sound(studio.output());
    String sql = "SELECT dataset_max FROM tiles ORDER BY channel";
    String[] query = {"query", "--csv", studio.output().toString(), sql};
    assertThat(Ran.phosphene(query).out().lines().skip(1))
        .containsExactlyElementsOf(
            ScanRows.units(album.output()).stream()
                .limit(3)
                .map(row -> Double.toString(row.meanMaximumBefore()))
                .toList());
  }

  @Test
  void rowsOfARunAreCountedAndThoseOfTheNextAreLater() throws IOException {
    Studio studio = Studio.in(folder);
    assertThat(studio.render("--set", "units=0-1").code()).isZero();
    assertThat(studio.render("--set", "units=0-2").code()).isZero();

    assertThat(
            IndexRows.of(studio.output()).stream()
                .map(row -> row.generation() + "/" + row.sequence()))
        .containsExactlyInAnyOrder("1/0", "1/1", "1/2", "1/3", "1/4", "1/5", "2/0", "2/1", "2/2");
  }

  private static void sound(Path gallery) {
    Ran verified = Ran.phosphene("verify", gallery.toString(), "--master", "local[1]");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
  }
}
