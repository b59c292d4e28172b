package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.Forgery;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.DreamRows;
import phosphene.gallery.index.ScanRows;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.index.UnitRow;

/** Galleries that lost images or rows, are repaired and rendered again. */
@Slow
class RepairTest {
  private static final String AGAIN = "; run the job again to render what is missing\n";

  @TempDir Path folder;

  @Test
  void whatIsDamagedIsDrawnAgainAndNothingElse() throws IOException {
    Studio studio = Studio.in(folder);
    assertThat(studio.render("--set", "units=0-1").code()).isZero();
    assertThat(studio.render().code()).isZero();
    Path gallery = studio.output();
    Map<String, String> before = pictures(gallery);
    Path layer = gallery.resolve("tiles/default/conv1");
    byte[] stray = Files.readAllBytes(layer.resolve("1.png"));
    Files.write(layer.resolve("77.png"), stray);
    Files.delete(layer.resolve("0.png"));
    cut(layer.resolve("1.png"));
    VerifyTest.flip(gallery.resolve("tiles/default/fire2_squeeze1x1/0.png"));
    Path withheld = gallery.resolve("tiles/default/fire2_expand3x3/1.png");
    byte[] whole = Files.readAllBytes(withheld);
    Files.delete(withheld);
    Files.createSymbolicLink(withheld, Path.of("/proc/self/mem")); // reads as a failing disk does
    List<Path> parts = Forgery.files(gallery, TileRow.TABLE);
    cut(parts.get(parts.size() - 1)); // of units 2 to 4

    Ran repair = VerifyTest.verify(gallery, "--repair");

    assertThat(repair.code()).as("it was not whole").isEqualTo(ExitCode.FAILED);
    assertThat(repair.out()).contains("\nNothing else was looked at: the index is damaged\n");
    assertThat(repair.err())
        .endsWith("Removed 1 damaged file of the index and 3 rows of 3 damaged images" + AGAIN);
    assertThat(layer.resolve("1.png")).doesNotExist();
    assertThat(layer.resolve("2.png")).as("its row is lost; it may be whole").exists();
    assertThat(withheld).as("nobody knows that it is damaged").isSymbolicLink();
    Files.delete(withheld);
    Files.write(withheld, whole);
    Files.delete(layer.resolve("77.png"));
    assertThat(studio.render().out()).startsWith("squeezenet: 15 tiles, 3 of them rendered before");
    assertThat(pictures(gallery)).isEqualTo(before);
    Map<String, String> sound = Studio.files(gallery);
    Ran idle = VerifyTest.verify(gallery, "--repair");
    assertThat(idle.code()).as(idle.out()).isZero();
    assertThat(idle.err()).endsWith("Nothing to repair: the index names no damaged image\n");
    assertThat(Studio.files(gallery)).isEqualTo(sound);
  }

  @Test
  void aDreamIsDreamtAgain() throws IOException {
    Album album = Album.in(folder);
    album.photo("a.jpg", 0.3);
    album.photo("b/c d.png", 0.6);
    assertThat(album.render().code()).isZero();
    Map<String, String> before = pictures(album.output());
    DreamRow row =
        DreamRows.of(album.output()).stream()
            .filter(some -> some.photo().equals("a.jpg"))
            .findFirst()
            .orElseThrow();
    Forgery.add(
        album.output(), DreamRow.TABLE, List.of(row.touched(row.photoModified(), Instant.now())));
    VerifyTest.flip(album.output().resolve("dreams/a.jpg/conv1.jpg"));

    Ran repair = VerifyTest.verify(album.output(), "--repair");

    assertThat(repair.code()).isEqualTo(ExitCode.FAILED);
    assertThat(repair.out()).contains("\nintact: dreams/a.jpg/conv1.jpg: SHA-256 ");
    assertThat(repair.err()).endsWith("Removed 2 rows of 1 damaged image" + AGAIN);
    assertThat(album.render().out())
        .startsWith("squeezenet: 2 dreams of 2 photos, 1 of them rendered before");
    assertThat(pictures(album.output())).isEqualTo(before);
    assertThat(VerifyTest.verify(album.output()).code()).isZero();
  }

  @Test
  void aScanIsMadeAgainAndCountsOnce() throws IOException {
    Album album = Album.scanned(folder);
    album.photo("a.jpg", 0.3);
    album.photo("b.png", 0.6);
    String[] light = {"--set", "layers=conv1"};
    assertThat(album.render(light).code()).isZero();
    Path gallery = album.output();
    Map<String, String> before = pictures(gallery);
    List<UnitRow> units = ScanRows.units(gallery);
    cut(gallery.resolve("scans/b.png/scan.js"));

    Ran repair = VerifyTest.verify(gallery, "--repair");

    assertThat(repair.code()).isEqualTo(ExitCode.FAILED);
    assertThat(repair.err()).endsWith("Removed 1 row of 1 damaged image" + AGAIN);
    assertThat(album.render(light).out()).contains("\nScanned 1 photo in ");
    assertThat(pictures(gallery)).isEqualTo(before);
    DatasetStatisticsTest.same(ScanRows.units(gallery), units);

    cut(Forgery.files(gallery, UnitRow.TABLE).get(0));
    Ran table = VerifyTest.verify(gallery, "--repair");

    assertThat(table.err()).endsWith("Removed 1 damaged file of the index" + AGAIN);
    assertThat(Forgery.files(gallery, UnitRow.TABLE)).isEmpty();
    assertThat(album.render(light).code()).isZero();
    DatasetStatisticsTest.same(ScanRows.units(gallery), units);
    Files.delete(Forgery.files(gallery, UnitRow.TABLE).get(0));
    assertThat(VerifyTest.verify(gallery).out())
        .contains("\nindex: units.json: the table that it names is not there: index/units/part");
  }

  @Test
  void aFlightIsFlownAgainAsItsFramesFollowFromEachOther() throws IOException {
    Path job = Files.writeString(folder.resolve("job.yaml"), VerifyTest.FLIGHTS);
    Path gallery = folder.resolve("out");
    String[] render = {
      "render", job.toString(), "--master", "local[2]", "--output", gallery.toString()
    };
    assertThat(Ran.phosphene(render).code()).isZero();
    Map<String, String> before = pictures(gallery);
    Path frame = gallery.resolve(before.keySet().stream().filter(this::second).findFirst().get());
    VerifyTest.flip(frame);
    Path checkpoint = Files.write(frame.resolveSibling("checkpoint"), new byte[5]);

    Ran repair = VerifyTest.verify(gallery, "--repair");

    assertThat(repair.code()).isEqualTo(ExitCode.FAILED);
    assertThat(repair.err()).endsWith("Removed 4 rows of 1 damaged image" + AGAIN);
    assertThat(checkpoint).as("a flight goes on from it").doesNotExist();
    Ran again = Ran.phosphene(render);
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("4 frames");
    assertThat(pictures(gallery)).isEqualTo(before);
    assertThat(VerifyTest.verify(gallery).code()).isZero();
  }

  private boolean second(String name) {
    return name.endsWith("/000001.png");
  }

  /** All that people look at. */
  private static Map<String, String> pictures(Path gallery) {
    Map<String, String> files = Studio.files(gallery);
    files
        .keySet()
        .removeIf(
            name ->
                name.startsWith("index/")
                    || name.equals("gallery.json") // which says how many runs wrote rows
                    || name.equals("summary.json")
                    || name.equals("units.json"));
    return files;
  }

  private static void cut(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }
}
