package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.Forgery;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.DreamRows;
import phosphene.gallery.index.FrameRow;
import phosphene.gallery.index.IndexRows;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;
import phosphene.gallery.index.TileRow;
import phosphene.plan.TileKey;

/** Galleries whose index names what lies outside of them. */
@Slow
class ForgedIndexTest {
  @TempDir Path folder;

  /** A file beside the gallery, and the columns of a row that names it. */
  private Map<String, Object> victim(String path, String... columns) throws IOException {
    byte[] bytes = Files.readAllBytes(Files.write(folder.resolve("victim.png"), new byte[] {1, 2}));
    Map<String, Object> values = new HashMap<>();
    values.put(columns[0], path);
    values.put(columns[1], (long) bytes.length);
    values.put(columns[2], TileKey.sha256(bytes).replace('0', '1')); // it seems to be damaged
    return values;
  }

  private List<String> names() {
    return List.of(
        folder.resolve("victim.png").toString(),
        "tiles/default/conv1/../../../../victim.png",
        "flights/../../x/abcdefabcdef/000001.png");
  }

  private void repaired(Path gallery, String name) {
    Ran repair = VerifyTest.verify(gallery, "--repair");
    assertThat(repair.code()).as(name + repair.out() + repair.err()).isEqualTo(ExitCode.FAILED);
    assertThat(repair.out()).contains("its row names what can be no object of a gallery");
    assertThat(repair.err()).contains("Removed 1 row of 1 damaged image");
    assertThat(folder.resolve("victim.png")).as(name).exists();
  }

  @Test
  void noTileIsReadOrRemovedOutside() throws IOException {
    Studio studio = Studio.in(folder);
    String[] few = {"--set", "layers=conv1", "--set", "units=0-1"};
    assertThat(studio.render(few).code()).isZero();
    Map<String, String> before = Studio.tiles(studio.output());
    Path other = Files.createDirectories(folder.resolve("x/abcdefabcdef")).resolve("checkpoint");
    Files.write(other, new byte[1]);
    for (String name : names()) {
      IndexTable<TileRow> table = TileRow.TABLE;
      TileRow row = IndexRows.of(studio.output()).get(0);
      Forgery.change(
          studio.output(),
          table,
          some ->
              some.key().equals(row.key())
                  ? Forgery.with(some, unchecked(name, "path", "bytes", "sha256"))
                  : some);

      repaired(studio.output(), name);
      assertThat(other).exists();
      Ran again = studio.render(few);
      assertThat(again.out()).as(again.err()).contains("\nRendered 1 tile");
      assertThat(Studio.tiles(studio.output())).isEqualTo(before);
    }
  }

  private Map<String, Object> unchecked(String path, String... columns) {
    try {
      return victim(path, columns);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void noScanIsReadOrRemovedOutside() throws IOException {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    String[] light = {"--set", "layers=conv1"};
    assertThat(album.render(light).code()).isZero();
    IndexTable<ScanRow> table = ScanRow.TABLE;
    Map<String, Object> forged =
        victim("../victim.png", "neuronsPath", "neuronsBytes", "neuronsSha256");
    Forgery.change(album.output(), table, row -> Forgery.with(row, forged));

    repaired(album.output(), "neurons");

    assertThat(album.render(light).out()).contains("\nScanned 1 photo in ");
    assertThat(VerifyTest.verify(album.output()).code()).isZero();
    assertThat(ScanRows.of(album.output())).hasSize(1);
  }

  @Test
  void noPhotoIsReadOutsideOfItsCollection() throws IOException {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    assertThat(album.render().code()).isZero();
    Path secret = Files.copy(album.photos().resolve("a.png"), folder.resolve("secret.png"));
    DreamRow row = DreamRows.of(album.output()).get(0);
    IndexTable<DreamRow> table = DreamRow.TABLE;
    Forgery.add(
        album.output(),
        table,
        List.of(
            Forgery.with(
                row,
                Map.of(
                    "photo",
                    "../secret.png",
                    "photoModified",
                    Files.getLastModifiedTime(secret).toInstant()))));

    Ran again = VerifyTest.verify(album.output(), "--rerender", "9");

    assertThat(again.code()).as(again.out() + again.err()).isEqualTo(ExitCode.FAILED);
    assertThat(again.out()).contains("Cannot use the name \"../secret.png\" in " + album.photos());
  }

  @Test
  void sheetsToursAndQueriesDoNotFollowNames() throws IOException {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    String[] tour = {"--set", "tour=true"};
    assertThat(album.render(tour).code()).isZero();
    Path sheet = album.output().resolve("sheets/sheet~001.png");
    Path film = album.output().resolve("tours/a.png/tour.mp4");
    byte[] before = Files.readAllBytes(sheet);
    Files.copy(album.output().resolve("dreams/a.png/conv1.png"), folder.resolve("victim.png"));
    IndexTable<DreamRow> table = DreamRow.TABLE;
    Forgery.change(
        album.output(), table, row -> Forgery.with(row, Map.of("path", "../victim.png")));
    Files.delete(sheet);
    Files.delete(film);

    Ran again = album.render(tour);

    assertThat(again.out() + again.err())
        .contains("a.png: Cannot film the tour: Cannot use the name \"../victim.png\" in file:");
    assertThat(again.code()).isEqualTo(ExitCode.FAILED);
    assertThat(sheet).exists();
    assertThat(Files.readAllBytes(sheet)).as("a picture of outside").isNotEqualTo(before);
    assertThat(film).doesNotExist();
    assertThat(Ran.phosphene("query", album.output().toString(), "SELECT path FROM dreams").code())
        .isZero();
  }

  /** A gallery that somebody packed with a link to a folder of ours. */
  @Test
  void nothingIsCleanedOrRepairedThroughALink() throws IOException {
    Studio studio = Studio.in(folder);
    assertThat(studio.render("--set", "layers=conv1", "--set", "units=0-1").code()).isZero();
    Path ours = Files.move(studio.output().resolve("tiles/default/conv1"), folder.resolve("ours"));
    Files.createSymbolicLink(studio.output().resolve("tiles/default/conv1"), ours);
    Path hidden = ours.resolve(".123e4567-e89b-42d3-a456-426614174000");
    Files.write(hidden, new byte[1]);
    Files.setLastModifiedTime(hidden, FileTime.fromMillis(1_600_000_000_000L));
    Files.write(ours.resolve("0.png"), new byte[1]);
    Map<String, String> before = Studio.files(ours);

    Ran clean = VerifyTest.verify(studio.output(), "--clean");
    Ran repair = VerifyTest.verify(studio.output(), "--repair");

    assertThat(Studio.files(ours)).isEqualTo(before);
    assertThat(clean.out())
        .contains(
            "\ntidy: tiles/default/conv1: a folder that cannot be listed: conv1 is a symbolic link");
    assertThat(repair.code()).isEqualTo(ExitCode.FAILED);
    assertThat(repair.out())
        .contains("tiles/default/conv1 is a symbolic link, which is not followed");
  }

  @Test
  void aFlightGoesOnFromNoForgedCheckpoint() throws IOException {
    Path job = Files.writeString(folder.resolve("job.yaml"), VerifyTest.FLIGHTS);
    Path gallery = folder.resolve("out");
    String[] render = {
      "render", job.toString(), "--master", "local[1]", "--output", gallery.toString()
    };
    assertThat(Ran.phosphene(render).code()).isZero();
    Map<String, String> before = Studio.files(gallery);
    IndexTable<FrameRow> table = FrameRow.TABLE;
    for (Path file : Forgery.files(gallery, table)) {
      Files.delete(file);
    }
    java.io.ByteArrayOutputStream object = new java.io.ByteArrayOutputStream();
    try (var out = new java.io.ObjectOutputStream(object)) {
      out.writeObject(new HashMap<>(Map.of("a", 1)));
    }
    before.keySet().stream()
        .filter(name -> name.matches("flights/.+/000000.png"))
        .forEach(name -> write(gallery.resolve(name).resolveSibling("checkpoint"), object));

    Ran again = Ran.phosphene(render);

    assertThat(again.code()).as(again.err()).isZero();
    Map<String, String> after = Studio.files(gallery);
    before.keySet().removeIf(name -> !name.matches("flights/.+/[0-9]+.png"));
    assertThat(after).containsAllEntriesOf(before);
    assertThat(after.keySet()).noneMatch(name -> name.endsWith("checkpoint"));
  }

  private static void write(Path file, java.io.ByteArrayOutputStream bytes) {
    try {
      Files.write(file, bytes.toByteArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
