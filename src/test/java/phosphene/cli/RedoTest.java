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
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.DreamRows;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;
import phosphene.gallery.index.UnitRow;
import phosphene.image.DecoderVersion;
import phosphene.image.pixel.Format;
import phosphene.plan.TileKey;

/** Photos that an older decoder read, or failed to read. */
@Slow
class RedoTest {
  private static final String NOTHING =
      "Nothing to render: the gallery holds all that can be had.\n";

  private static final double LARGE = 1 << 20;

  @TempDir Path folder;

  @Test
  void eachRowSaysWhichDecoderReadThePhoto() throws IOException {
    Album album = Album.in(folder);
    failing(album);

    album.render();

    assertThat(
            DreamRows.of(album.output()).stream()
                .collect(
                    Collectors.toMap(
                        DreamRow::photo, row -> row.photoFormat() + " " + row.photoDecoder())))
        .containsOnly(
            Map.entry("a.png", "png " + Format.PNG.decoder()),
            Map.entry("half.jpg", "jpeg " + Format.JPEG.decoder()),
            Map.entry("text.jpg", "null " + DecoderVersion.RECOGNIZER),
            Map.entry("letter", "null " + DecoderVersion.RECOGNIZER));
    String sql = "SELECT photo, photo_format FROM dreams WHERE photo_decoder = 2 ORDER BY photo";
    assertThat(Ran.phosphene("query", "--json", album.output().toString(), sql).out())
        .contains("{\"photo\":\"a.png\",\"photo_format\":\"png\"}");
  }

  private static void failing(Album album) throws IOException {
    byte[] jpeg = Files.readAllBytes(album.photo("b.jpg", 0.4));
    Files.delete(album.photos().resolve("b.jpg"));
    album.photo("a.png", 0.3);
    album.file("half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    album.file("text.jpg", "hello".getBytes(StandardCharsets.UTF_8));
    album.file("letter", "hello".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatAnOlderDecoderFailedToReadIsTriedAgainOnce() throws IOException {
    Album album = Album.in(folder);
    failing(album);
    album.render();
    DreamRows.replace(
        album.output(),
        row ->
            switch (row.photo()) {
              case "half.jpg" -> DreamRows.by(row, "jpeg", Format.JPEG.decoder() - 1);
              case "letter" -> DreamRows.by(row, null, DecoderVersion.RECOGNIZER - 1);
              case "text.jpg" -> DreamRows.by(row, null, null);
              default -> DreamRows.by(row, "png", Format.PNG.decoder() - 1);
            });

    Ran again = album.render();

    assertThat(again.code()).isEqualTo(ExitCode.FAILED);
    assertThat(again.out())
        .startsWith("squeezenet: 4 dreams of 4 photos, 1 of them rendered before")
        .contains(
            ", 2 failed:\n         1  truncated       half.jpg conv1\n"
                + "         1  unknown_format  text.jpg conv1\n")
        .contains("\nLeft out 1 more file that is no photo by the first bytes: letter\n");
    Ran third = album.render();
    assertThat(third.code()).isZero();
    assertThat(third.out())
        .contains("\n2 failed before, of photos that have not changed\n")
        .contains(NOTHING);
    assertThat(DreamRows.of(album.output())).as("three were tried again").hasSize(4 + 3);
  }

  @Test
  void whatAnOlderDecoderReadIsDoneAgainWhenAsked() throws IOException {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    album.photo("b.png", 0.4);
    album.photo("c.jpg", 0.5);
    album.render();
    Map<String, String> right = Album.dreams(album.output());
    wrong(album, "a.png", "png", Format.PNG.decoder() - 1);
    Ran known = rerendered(album);
    assertThat(known.code()).as(known.out() + known.err()).isZero();
    assertThat(known.out()).contains("with another decoder of photos");
    assertThat(album.render().out()).contains(NOTHING);
    assertThat(album.command("plan", "--no-calibration", "--redo", "png").out())
        .contains("dreams   3, of which 1 to be made\n")
        .contains("\n1 of the images to render is of a photo of png that an older decoder read\n");

    Ran redone = album.render("--redo", "PNG");

    assertThat(redone.code()).as(redone.err()).isZero();
    assertThat(redone.out())
        .contains("\n1 of the images to render is of a photo of png that an older decoder read\n")
        .contains("\nRendered 1 dream in ");
    assertThat(Album.dreams(album.output())).isEqualTo(right);
    Ran verified = rerendered(album);
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    assertThat(album.render("--redo", "png").out())
        .contains("\nNothing to redo of png: no image is of a photo that an older decoder read\n")
        .contains(NOTHING);
    assertThat(album.render("--redo", "gif,tiff").out())
        .contains("\nNothing to redo of gif, tiff: ");
  }

  private static Ran rerendered(Album album) {
    return Ran.phosphene(
        "verify", album.output().toString(), "--rerender", "9", "--master", "local[1]");
  }

  /** Makes a dream the wrong image that an older decoder would have given. */
  private static void wrong(Album album, String photo, String format, Integer decoder)
      throws IOException {
    Path gallery = album.output();
    Path picture = gallery.resolve("dreams/" + photo + "/conv1.png");
    byte[] other = Files.readAllBytes(gallery.resolve("dreams/b.png/conv1.png"));
    Files.write(picture, other);
    DreamRows.replace(
        gallery,
        row ->
            row.photo().equals(photo)
                ? DreamRows.drawn(DreamRows.by(row, format, decoder), other.length, sha256(other))
                : row);
  }

  private static String sha256(byte[] bytes) {
    return TileKey.sha256(bytes);
  }

  @Test
  void rowsOfAnEarlierVersionAreOlderThanAllAndKnownByTheirNames() throws IOException {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    album.photo("b.png", 0.4);
    album.photo("c.jpg", 0.5);
    album.render();
    wrong(album, "a.png", null, null);

    assertThat(album.render().out()).contains(NOTHING);
    assertThat(album.render("--redo", "jpeg").out()).contains("\nNothing to redo of jpeg: ");
    assertThat(album.render("--redo", "jpeg", "--redo", "png").out())
        .contains("1 of the images to render is of a photo of jpeg, png")
        .contains("\nRendered 1 dream in ");
  }

  @Test
  void aTouchedPhotoKeepsTheDecoderOfItsRow() throws IOException {
    Album album = Album.in(folder);
    Path photo = album.photo("a.png", 0.3);
    album.render();
    DreamRows.replace(album.output(), row -> DreamRows.by(row, "png", 1));
    Files.setLastModifiedTime(photo, FileTime.fromMillis(1_600_000_000_000L));

    assertThat(album.render().out()).contains(", 1 of unchanged photos\n");

    assertThat(DreamRows.of(album.output())).extracting(DreamRow::photoDecoder).containsOnly(1);
    assertThat(album.render("--redo", "png").out()).contains("\nRendered 1 dream in ");
  }

  @Test
  void aScanIsDoneAgainAndCountedAnew() {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    album.photo("b.jpg", 0.4);
    album.render();
    Map<String, Double> right = maxima(album);
    ScanRows.replace(
        album.output(),
        row -> row.photo().equals("a.png") ? excited(ScanRows.by(row, "png", 1)) : row);
    album.render();
    assertThat(maxima(album).values()).as("what the older decoder gave").containsOnly(LARGE);

    Ran redone = album.render("--redo", "png");

    assertThat(redone.code()).as(redone.err()).isZero();
    assertThat(redone.out())
        .contains("\n1 of the images to scan is of a photo of png that an older decoder read\n")
        .contains("\nScanned 1 photo in ");
    assertThat(maxima(album)).isEqualTo(right);
    assertThat(ScanRows.units(album.output())).extracting(UnitRow::photos).containsOnly(2L);
    assertThat(album.render("--redo", "png").out()).contains("\nNothing to redo of png: ");
  }

  private static Map<String, Double> maxima(Album album) {
    return ScanRows.units(album.output()).stream()
        .collect(Collectors.toMap(row -> row.layer() + "/" + row.channel(), UnitRow::maximum));
  }

  /** A row whose units all have the same large maximum. */
  private static ScanRow excited(ScanRow row) {
    List<ScanRow.Units> units =
        row.units().stream()
            .map(
                some ->
                    new ScanRow.Units(
                        some.layer(),
                        some.maxima().stream().map(maximum -> (float) LARGE).toList(),
                        some.means(),
                        some.meansBefore(),
                        some.positions()))
            .toList();
    return ScanRows.with(row, units);
  }

  @Test
  void aFormatThatIsNotReadIsRefusedAndSoIsAJobWithoutPhotos() throws IOException {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);

    Ran bad = album.render("--redo", "bmpx");

    assertThat(bad.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(bad.err())
        .contains("Invalid --redo: bmpx (must be one of ")
        .contains(Arrays.stream(Format.values()).map(Format::word).toList());
    Path atlas = folder.resolve("atlas.yaml");
    Files.writeString(atlas, "job: atlas\nnetwork: primer\noutput: " + folder + "/atlas\n");
    Ran none = Ran.phosphene("plan", atlas.toString(), "--redo", "webp");
    assertThat(none.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(none.err()).contains("Cannot --redo: the job " + atlas + " reads no photos");
    assertThat(Objects.requireNonNull(none.out())).isEmpty();
  }
}
