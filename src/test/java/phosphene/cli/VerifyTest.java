package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.Forgery;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.FrameRow;
import phosphene.gallery.index.IndexRows;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.TileRow;
import phosphene.plan.TileKey;

/** Galleries that are what their index says, and galleries that are not. */
@Slow
class VerifyTest {
  private static final String TILE = "tiles/default/conv1/3.png";
  private static final String LEFTOVER =
      "tiles/default/conv1/.123e4567-e89b-42d3-a456-426614174000";
  static final String FLIGHTS =
      """
      job: flight
      network: squeezenet
      weights: random:1
      units: [conv1/3, conv1/4]
      seconds: 0.4
      recipe: {size: 64, fps: 10, first: 2}
      """;
  private static final String SOUND = "\nThe gallery is what its index says.\n";
  private static final String UNSOUND = "The gallery is not what its index says.\n";

  @TempDir static Path sound;
  @TempDir Path folder;
  private Path atlas = Path.of("");
  private Path dreams = Path.of("");
  private Path flights = Path.of("");

  @BeforeAll
  static void render() throws IOException {
    Ran atlas = Studio.in(Files.createDirectory(sound.resolve("atlas"))).render();
    assertThat(atlas.code()).as(atlas.err()).isZero();
    Album album = Album.in(Files.createDirectory(sound.resolve("dreams")));
    album.photo("a.jpg", 0.3);
    album.photo("b/c d.png", 0.6);
    album.file("broken.png", new byte[7]);
    assertThat(album.render().code()).as("one of them is broken").isEqualTo(ExitCode.FAILED);
    Path job = Files.writeString(sound.resolve("flights.yaml"), FLIGHTS);
    String output = sound.resolve("flights/out").toString();
    Ran flown = Ran.phosphene("render", job.toString(), "--master", "local[2]", "--output", output);
    assertThat(flown.code()).as(flown.err()).isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    atlas = copied(sound.resolve("atlas/out"), folder.resolve("atlas"));
    dreams = copied(sound.resolve("dreams/out"), folder.resolve("dreams"));
    flights = copied(sound.resolve("flights/out"), folder.resolve("flights"));
  }

  @Test
  void soundGalleriesAreSoundAndStayAsTheyAre() throws IOException {
    Map<String, String> before = Studio.files(folder);

    Ran tiles = verify(atlas, "--rerender", "3");
    Ran photos = verify(dreams, "--rerender", "2");
    Ran frames = verify(flights, "--rerender", "6");

    assertThat(tiles.out() + tiles.err()).contains(SOUND);
    assertThat(tiles.code()).isZero();
    assertThat(tiles.out())
        .startsWith("squeezenet atlas in " + atlas + ": 15 rendered, 0 dead, 0 failed; ")
        .containsPattern("\n +15 +0  planned tiles have a row\n")
        .containsPattern("\n +15 +0  objects have the bytes and the SHA-256 of their row\n")
        .containsPattern("\n +15 +0  objects below tiles, dreams, flights and scans have a row\n")
        .containsPattern("\n +3 +0  images rendered again have the same bytes\n");
    assertThat(photos.out() + photos.err()).contains(SOUND);
    assertThat(photos.code()).isZero();
    assertThat(photos.out())
        .startsWith("squeezenet dream in " + dreams + ": 2 rendered, 1 failed; ")
        .contains("\nFailed: broken.png (unknown_format)\n")
        .containsPattern("\n +2 +0  objects below tiles, dreams, flights and scans have a row\n")
        .containsPattern("\n +2 +0  images rendered again have the same bytes\n")
        .doesNotContain("planned");
    assertThat(frames.out() + frames.err()).contains(SOUND);
    assertThat(frames.out())
        .startsWith("squeezenet flight in " + flights + ": 8 rendered, 0 failed; ")
        .containsPattern("\n +8 +0  objects below tiles, dreams, flights and scans have a row\n")
        .as("all of one flight and the first half of the other")
        .containsPattern("\n +6 +0  images rendered again have the same bytes\n");
    assertThat(Studio.files(folder)).isEqualTo(before).containsKey("atlas/summary.json");
  }

  @Test
  void aChangedByteIsFound() throws IOException {
    flip(atlas.resolve(TILE));
    Files.write(atlas.resolve("tiles/default/conv1/4.png"), new byte[5]);

    assertThat(unsound(verify(atlas)))
        .contains("\nintact: " + TILE + ": SHA-256 " + sha256(atlas.resolve(TILE)) + ", ")
        .containsPattern(
            "\nintact: tiles/default/conv1/4.png: 5 bytes, \\d+ in its row \\(key [0-9a-f]{64}")
        .containsPattern("\n +15 +2  objects have the bytes");
  }

  @Test
  void aRemovedObjectIsMissed() throws IOException {
    Files.delete(atlas.resolve(TILE));
    Files.delete(dreams.resolve("dreams/b/c%20d.png/conv1.png"));

    assertThat(unsound(verify(atlas))).contains("\npresent: " + TILE + ": no such object (key ");
    assertThat(unsound(verify(dreams)))
        .contains("\npresent: dreams/b/c%20d.png/conv1.png: no such object (key ");
  }

  @Test
  void anObjectWithoutARowIsFound() throws IOException {
    Files.copy(atlas.resolve(TILE), atlas.resolve("tiles/default/conv1/77.png"));
    Files.createDirectories(atlas.resolve("tiles/a/b/c"));
    Files.copy(atlas.resolve(TILE), atlas.resolve("tiles/a/b/c/d.png"));

    assertThat(unsound(verify(atlas)))
        .contains("\nowned: tiles/a/b/c/d.png: no row names it\n")
        .contains("\nowned: tiles/default/conv1/77.png: no row names it\n");
    assertThat(verify(atlas, "--problems", "1").out())
        .contains(
            "\n"
                + "owned: tiles/a/b/c/d.png: no row names it\n"
                + "and 1 more (--problems N shows N of each rule)\n");
  }

  @Test
  void whatKilledWritersLeftIsFoundAndRemovedOnceItIsOld() throws IOException {
    Path old = Files.writeString(atlas.resolve(LEFTOVER), "half a tile");
    Path fresh = atlas.resolve(LEFTOVER.replace("/.1", "/.2"));
    Files.writeString(fresh, "being written");
    FileTime then = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Files.setLastModifiedTime(old, then);

    assertThat(unsound(verify(atlas)))
        .contains("\ntidy: " + LEFTOVER + ": a file that a killed writer left\n");
    assertThat(old).as("nothing is removed unasked").exists();
    Ran cleaning = verify(atlas, "--clean");

    assertThat(cleaning.code()).as("it was not sound").isEqualTo(ExitCode.FAILED);
    assertThat(cleaning.err()).endsWith("Removed 1 leftover\n");
    assertThat(old).doesNotExist();
    assertThat(fresh).as("it may still be written").exists();
    assertThat(atlas.resolve("lease")).as("leases").isEmptyDirectory();
    Files.delete(fresh);
    assertThat(verify(atlas).out()).endsWith(SOUND);
  }

  @Test
  void rowsThatDisagreeAreFound() {
    TileRow row = row(TILE);
    Forgery.add(atlas, TileRow.TABLE, List.of(Forgery.with(row, Map.of("sha256", "0".repeat(64)))));

    assertThat(unsound(verify(atlas)))
        .contains("\nsingle: " + TILE + ": 2 last rows of one time (key " + row.key() + ")\n")
        .contains("\nsingle: " + TILE + ": 2 different SHA-256 in its rows (key " + row.key());
  }

  @Test
  void plannedTilesWithoutARowAreFound() throws IOException {
    for (Path file : Forgery.files(atlas, TileRow.TABLE)) {
      Files.delete(file);
    }

    assertThat(unsound(verify(atlas)))
        .containsPattern("\nplanned: tiles/default/conv1/3.png: no row \\(key [0-9a-f]{64}\\)\n")
        .contains("\nowned: " + TILE + ": no row names it\n")
        .containsPattern("\n +15 +15  planned tiles have a row\n");
    assertThat(verify(atlas, "--no-plan").out()).doesNotContain("planned");
  }

  @Test
  void aTruncatedIndexFileEndsTheLook() throws IOException {
    Path file = Forgery.files(atlas, TileRow.TABLE).get(0);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(unsound(verify(atlas)))
        .contains("\nindex: " + atlas.relativize(file) + ": Cannot read file:" + file + ": ")
        .contains("\nNothing else was looked at: the index is damaged\n");
  }

  @Test
  void whatWasForgedWithItsRowIsFoundByRenderingAgain() throws IOException {
    flip(atlas.resolve(TILE));
    forge(TileRow.TABLE, atlas, TileRow::path, TILE);
    String dream = "dreams/b/c%20d.png/conv1.png";
    flip(dreams.resolve(dream));
    forge(DreamRow.TABLE, dreams, DreamRow::path, dream);

    assertThat(verify(atlas).out()).as("nobody can tell").endsWith(SOUND);
    assertThat(unsound(verify(atlas, "--rerender", "15")))
        .containsPattern("\nrepeatable: " + TILE + ": SHA-256 [0-9a-f]{64} when rendered again, ")
        .containsPattern("\n +15 +1  images rendered again have the same bytes\n");
    assertThat(unsound(verify(dreams, "--rerender", "9")))
        .containsPattern("\nrepeatable: " + dream + ": SHA-256 [0-9a-f]{64} when rendered again, ");
    String frame = frame(1);
    flip(flights.resolve(frame));
    forge(FrameRow.TABLE, flights, FrameRow::path, frame);
    assertThat(unsound(verify(flights, "--rerender", "8")))
        .containsPattern("\nrepeatable: " + frame + ": SHA-256 [0-9a-f]{64} when rendered again, ")
        .containsPattern("\n +8 +1  images rendered again have the same bytes\n");
  }

  @Test
  void filesOfOtherEncodersWithTheSamePixelsAreSound() throws IOException {
    Files.write(atlas.resolve(TILE), OtherEncoder.png(Files.readAllBytes(atlas.resolve(TILE))));
    forge(TileRow.TABLE, atlas, TileRow::path, TILE);
    String dream = "dreams/a.jpg/conv1.jpg";
    Path jpeg = dreams.resolve(dream);
    Files.write(jpeg, OtherEncoder.jpeg(Files.readAllBytes(jpeg)));
    forge(DreamRow.TABLE, dreams, DreamRow::path, dream);
    String note = "\nImages that have the same pixels when rendered again, in files of another ";

    assertThat(verify(atlas, "--rerender", "15").out()).endsWith(SOUND).contains(note);
    assertThat(verify(dreams, "--rerender", "9").out()).endsWith(SOUND).contains(note);
  }

  @Test
  void aPhotoThatIsGoneCannotBeDreamtAgain() throws IOException {
    Path elsewhere = copied(sound.resolve("dreams/photos"), folder.resolve("photos"));
    String[] there = {"--rerender", "9", "--set", "photos=" + elsewhere};
    assertThat(verify(dreams, there).out()).endsWith(SOUND);
    Files.delete(elsewhere.resolve("a.jpg"));
    flip(elsewhere.resolve("b/c d.png"));

    assertThat(unsound(verify(dreams, there)))
        .contains("\nrepeatable: dreams/a.jpg/conv1.jpg: ")
        .contains("\nrepeatable: dreams/b/c%20d.png/conv1.png: the photo is another one by now (");
  }

  @Test
  void programsReadOneLine() throws IOException {
    Files.delete(atlas.resolve(TILE));
    String key = row(TILE).key();

    Ran ran = verify(atlas, "--json");

    assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out().lines()).hasSize(1);
    assertThat(ran.out())
        .startsWith(
            "{\"gallery\":\"file:"
                + atlas
                + "\",\"job\":\"atlas\",\"network\":\"squeezenet\",\"sound\":false,\"rendered\":15,")
        .contains("{\"rule\":\"present\",\"checked\":15,\"problems\":1}")
        .contains(
            "\"problems\":[{\"rule\":\"present\",\"path\":\""
                + TILE
                + "\",\"key\":\""
                + key
                + "\",\"message\":\"no such object\"}]");
  }

  @Test
  void aFrameWithoutARowIsFound() throws IOException {
    String frame = frame(3);
    Path beyond = flights.resolve(frame.replace("000003.png", "000004.png"));
    Files.copy(flights.resolve(frame), beyond);

    assertThat(unsound(verify(flights)))
        .contains("\nowned: " + flights.relativize(beyond) + ": no row names it");
  }

  private String frame(int number) throws IOException {
    try (Stream<Path> all = Files.walk(flights)) {
      return all.filter(path -> path.endsWith(String.format(Locale.ROOT, "%06d.png", number)))
          .map(path -> flights.relativize(path).toString())
          .min(String::compareTo)
          .orElseThrow();
    }
  }

  static Ran verify(Path gallery, String... more) {
    return Ran.phosphene(
        Stream.concat(
                Stream.of("verify", gallery.toString(), "--master", "local[2]"),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  private static String unsound(Ran ran) {
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out()).endsWith(UNSOUND);
    return ran.out();
  }

  private TileRow row(String path) {
    return IndexRows.of(atlas).stream()
        .filter(row -> path.equals(row.path()))
        .findFirst()
        .orElseThrow();
  }

  private static <R> void forge(
      IndexTable<R> table, Path gallery, Function<R, String> path, String name) {
    Forgery.change(
        gallery,
        table,
        row ->
            name.equals(path.apply(row))
                ? Forgery.with(
                    row,
                    Map.of(
                        "sha256", sha256(gallery.resolve(name)),
                        "bytes", gallery.resolve(name).toFile().length()))
                : row);
  }

  /** Changes the last byte but some: the end of an image's data. */
  static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
  }

  private static String sha256(Path file) {
    try {
      return TileKey.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copied(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    return to;
  }
}
