package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Deterministic;
import phosphene.Slow;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.DreamRows;
import phosphene.image.Photos;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.rig.HeldKind.Hold;

/** Dreams of a collection, from a folder of photos to a gallery. */
class DreamTest {
  private static final String NOTHING =
      "Nothing to render: the gallery holds all that can be had.\n";

  @TempDir Path folder;

  @Test
  void goodPhotosGiveDreamsAndBadFilesGiveReasons() throws IOException {
    Album album = Album.in(folder);
    byte[] jpeg = Files.readAllBytes(album.photo("a.jpg", 0.3));
    album.photo("a.png", 0.4);
    album.photo("b c#%/d:e?.jpg", 0.5);
    album.photo("b c#%/ü漢/strange..png", 0.6);
    album.photo("b c#%/" + "x".repeat(240) + ".jpg", 0.7);
    album.file("empty.jpg", new byte[0]);
    album.file("text.jpg", "no picture".getBytes(StandardCharsets.UTF_8));
    album.file("b c#%/half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    album.file("b c#%/ü漢/notes", new byte[100]);
    album.file("pdf.png", "%PDF-1.7 ...".getBytes(StandardCharsets.UTF_8));
    album.file(
        "bomb.png",
        Photos.encode(raster(90, 90), Photo.of(raster(90, 90), Format.PNG), strip(), Map.of()));
    album.file(".hidden.jpg", jpeg);

    Ran first = album.render("--set", "pixel-limit=5000");

    assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.FAILED);
    assertThat(first.out())
        .startsWith("squeezenet: 11 dreams of 11 photos, 0 of them rendered before, in file:")
        .containsPattern(
            "\nRendered 5 dreams in [\\d:.]+( m?s)?, 5 failed:"
                + "\n         1  empty           .+ conv1"
                + "\n         1  too_large       .+ conv1"
                + "\n         1  truncated       .+ conv1"
                + "\n         1  unknown_format  .+ conv1"
                + "\n         1  unsupported     .+ conv1"
                + "\nLeft out 1 more file that is no photo by the first bytes: .*/notes"
                + "\n  wall time +[\\d:.]+( m?s)?\n(  .*\n)+Dreams: .*\nContact sheets: ");
    List<DreamRow> rows = DreamRows.of(album.output());
    assertThat(rows)
        .extracting(DreamRow::photo, DreamRow::status, DreamRow::reason)
        .containsExactlyInAnyOrder(
            Tuple.tuple("a.jpg", "rendered", null),
            Tuple.tuple("a.png", "rendered", null),
            Tuple.tuple("b c#%/d:e?.jpg", "rendered", null),
            Tuple.tuple("b c#%/ü漢/strange..png", "rendered", null),
            Tuple.tuple("b c#%/" + "x".repeat(240) + ".jpg", "rendered", null),
            Tuple.tuple("empty.jpg", "failed", "empty"),
            Tuple.tuple("text.jpg", "failed", "unknown_format"),
            Tuple.tuple("b c#%/half.jpg", "failed", "truncated"),
            Tuple.tuple("b c#%/ü漢/notes", "skipped", "not_a_photo"),
            Tuple.tuple("pdf.png", "failed", "unsupported"),
            Tuple.tuple("bomb.png", "failed", "too_large"));
    assertThat(indexed(rows)).isEqualTo(Album.dreams(album.output())).hasSize(5);
    assertThat(Album.dreams(album.output()))
        .containsKeys(
            "dreams/a.jpg/conv1.jpg",
            "dreams/a.png/conv1.png",
            "dreams/b%20c%23%25/d%3Ae%3F.jpg/conv1.jpg");
    assertThat(Studio.files(album.output()))
        .containsKeys("sheets/sheet~001.png", "sheets/b%20c%23%25/sheet~001.png");

    Map<String, String> before = Studio.files(album.output());
    Ran second = album.render("--set", "pixel-limit=5000");

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out())
        .contains("\n5 failed before, of photos that have not changed\n")
        .contains(NOTHING);
    assertThat(Studio.files(album.output())).isEqualTo(before);

    Ran wider = album.render();

    assertThat(wider.code()).isZero();
    assertThat(wider.out()).contains("\nRendered 1 dream in ");
    assertThat(Album.dreams(album.output())).hasSize(6).containsKey("dreams/bomb.png/conv1.png");
  }

  @Slow
  @Test
  void onlyWhatIsNewOrChangedIsDreamt() throws IOException {
    Album album = Album.in(folder);
    album.photo("same.jpg", 0.3);
    Path touched = album.photo("touched.jpg", 0.4);
    album.photo("changed.png", 0.5);
    Path gone = album.photo("gone.png", 0.6);
    assertThat(album.render().code()).isZero();
    Map<String, String> before = Album.dreams(album.output());

    album.photo("b/new.jpg", 0.35);
    album.photo("changed.png", 0.55);
    Files.setLastModifiedTime(touched, FileTime.fromMillis(1_600_000_000_000L));
    Files.delete(gone);
    Ran grown = album.render();

    assertThat(grown.code()).as(grown.err()).isZero();
    assertThat(grown.out())
        .contains("\n1 photo is gone, the dreams stay: gone.png\n")
        .containsPattern("\nRendered 2 dreams in [^,]*, 1 of unchanged photos\n");
    Map<String, String> after = Album.dreams(album.output());
    assertThat(changed(before, after))
        .containsExactly("dreams/b/new.jpg/conv1.jpg", "dreams/changed.png/conv1.png");
    assertThat(DreamRows.of(album.output())).hasSize(4 + 2 + 1);
    String sql = "SELECT photo, status FROM dreams ORDER BY photo";
    assertThat(Ran.phosphene("query", "--json", album.output().toString(), sql).out())
        .as("one row a dream")
        .isEqualTo(
            """
            {"photo":"b/new.jpg","status":"rendered"}
            {"photo":"changed.png","status":"rendered"}
            {"photo":"gone.png","status":"rendered"}
            {"photo":"same.jpg","status":"rendered"}
            {"photo":"touched.jpg","status":"rendered"}
            """);
    assertThat(album.render().out()).contains(NOTHING);

    Ran another = album.render("--set", "layers=[conv1, {conv1/3: 1, fire2: 2}]");

    assertThat(another.out())
        .startsWith("squeezenet: 8 dreams of 4 photos, 4 of them rendered before")
        .contains("\nRendered 4 dreams in ");
    assertThat(Album.dreams(album.output())).hasSize(9).containsAllEntriesOf(after);
  }

  @Deterministic
  @Test
  void bytesDependNeitherOnCoresNorOnWhereTheCollectionLies() throws IOException {
    Album album = Album.in(folder);
    for (int i = 0; i < 6; i++) {
      album.photo("f" + i % 2 + "/" + i + ".png", 0.1 * i);
    }
    assertThat(album.render().code()).isZero();
    Path moved = Files.move(album.photos(), folder.resolve("moved"));
    Path output = folder.resolve("other");

    Ran other =
        album.command(
            "render", "--master", "local[3]", "--set", "photos=" + moved, "--output", output + "");

    assertThat(other.code()).as(other.err()).isZero();
    assertThat(Album.dreams(output)).isEqualTo(Album.dreams(album.output())).hasSize(6);
    assertThat(keys(output)).isEqualTo(keys(album.output()));
  }

  @Slow
  @Test
  void anInterruptedJobGoesOn() throws Exception {
    Album album = Album.in(folder);
    for (int i = 0; i < 12; i++) {
      album.photo(i + ".png", 0.05 * i);
    }
    String[] more = {"--set", "recipe.steps=40"};
    Ran broken = album.interrupted(Hold.at(album.output().resolve("dreams"), 3), more);
    assertThat(broken.code()).as(broken.out()).isEqualTo(ExitCode.INTERRUPTED);
    List<DreamRow> kept = DreamRows.of(album.output());
    assertThat(kept).hasSizeLessThan(12);

    Ran again = album.render(more);

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out())
        .startsWith(
            "squeezenet: 12 dreams of 12 photos, " + kept.size() + " of them rendered before");
    assertThat(indexed(DreamRows.of(album.output()))).isEqualTo(Album.dreams(album.output()));
    assertThat(DreamRows.of(album.output())).hasSize(12);
    Path whole = folder.resolve("whole");
    album.render("--set", "recipe.steps=40", "--output", whole.toString());
    assertThat(Album.dreams(whole)).isEqualTo(Album.dreams(album.output()));
  }

  @Test
  void aTourIsFilmedOnceAndAgainWhenItsPhotoChanges() throws IOException {
    Album album = Album.in(folder);
    album.photo("b c/a.png", 0.3);
    String[] tour = {"--set", "tour=true", "--set", "layers=[fire2, conv1]"};

    Ran first = album.render(tour);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).contains("\nFilmed 1 tour\n").contains("\nTours:          ");
    Map<String, String> before = tours(album);
    assertThat(before)
        .containsOnlyKeys(
            "tours/b%20c/a.png/sheet.png",
            "tours/b%20c/a.png/tour.gif", "tours/b%20c/a.png/tour.mp4");
    assertThat(album.render(tour).out()).contains(NOTHING);

    album.photo("b c/a.png", 0.8);
    assertThat(album.render(tour).out()).contains("\nFilmed 1 tour\n");

    assertThat(tours(album)).hasSize(3);
    assertThat(tours(album).values()).doesNotContainAnyElementsOf(before.values());
  }

  private static Map<String, String> tours(Album album) {
    Map<String, String> tours = Studio.files(album.output());
    tours.keySet().removeIf(name -> !name.startsWith("tours/"));
    return tours;
  }

  @Test
  void aGuideChangesTheDreams() throws IOException {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    album.render();
    Path guide = Files.move(album.photo("guide.jpg", 0.9), folder.resolve("guide.jpg"));
    String output = folder.resolve("guided").toString();

    Ran guided = album.render("--set", "guide=" + guide, "--output", output);

    assertThat(guided.code()).as(guided.err()).isZero();
    assertThat(Album.dreams(Path.of(output)))
        .hasSize(1)
        .doesNotContainEntry(
            "dreams/a.png/conv1.png",
            Album.dreams(album.output()).getOrDefault("dreams/a.png/conv1.png", ""));
    assertThat(album.render("--set", "guide=" + guide).err())
        .contains("it holds another job's gallery (objective.guide: none there, ");
  }

  private static phosphene.image.exif.Metadata strip() {
    return phosphene.image.exif.Metadata.NONE;
  }

  private static phosphene.image.pixel.Raster raster(int width, int height) {
    return new phosphene.image.pixel.Raster(width, height, new float[3 * width * height]);
  }

  private static List<String> changed(Map<String, String> before, Map<String, String> after) {
    Map<String, String> changed = new TreeMap<>(after);
    changed.entrySet().removeAll(before.entrySet());
    return List.copyOf(changed.keySet());
  }

  /** What the last rows say, by path. */
  private static Map<String, String> indexed(List<DreamRow> rows) {
    return column(rows, DreamRow::path, DreamRow::sha256);
  }

  private static Map<String, String> keys(Path gallery) {
    return column(DreamRows.of(gallery), DreamRow::photo, DreamRow::key);
  }

  private static Map<String, String> column(
      List<DreamRow> rows, Function<DreamRow, String> name, Function<DreamRow, String> value) {
    return rows.stream()
        .filter(row -> row.path() != null)
        .collect(Collectors.toMap(name, value, (a, b) -> b));
  }
}
