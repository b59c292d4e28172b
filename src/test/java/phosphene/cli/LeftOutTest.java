package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.DreamRows;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;

/** Collections of photos in which other files lie. */
@Slow
class LeftOutTest {
  private static final String NOTHING =
      "Nothing to render: the gallery holds all that can be had.\n";

  @TempDir Path folder;

  @Test
  void filesThatAreNoPhotosAreToldAndDoNotFailTheJob() throws IOException {
    Album album = Album.in(folder);
    others(album);

    Ran first = album.render("--set", "layers=[conv1, fire2]");

    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(first.out())
        .startsWith("squeezenet: 8 dreams of 4 photos, 0 of them rendered before")
        .contains(
            "\nLeft out 5 files that are no photos and 1 folder without any: Thumbs.db,"
                + " a.txt, b/@eaDir/, ... (strict: true tries them)\n")
        .containsPattern("\nRendered 4 dreams in [^,]*\n")
        .contains(
            "\nLeft out 2 more files that are no photos by the first bytes: b/blob, letter\n");
    assertThat(first.err()).doesNotContain("letter");
    assertThat(DreamRows.of(album.output()))
        .filteredOn(row -> row.mix().equals("conv1"))
        .extracting(DreamRow::photo, DreamRow::status, DreamRow::reason, DreamRow::message)
        .containsExactlyInAnyOrder(
            Tuple.tuple("a.png", "rendered", null, null),
            Tuple.tuple("b/photo", "rendered", null, null),
            Tuple.tuple("letter", "skipped", "not_a_photo", "letter: text"),
            Tuple.tuple("b/blob", "skipped", "not_a_photo", "b/blob: a file of no known format"));
    assertThat(Files.readString(album.output().resolve("summary.json")))
        .contains("\"skipped\" : 2,", "\"failed\" : 0,");

    Ran second = album.render("--set", "layers=[conv1, fire2]");
    Ran verify = Ran.phosphene("verify", album.output().toString(), "--master", "local[1]");
    assertThat(verify.out())
        .as(verify.err())
        .startsWith("squeezenet dream in " + album.output() + ": 4 rendered, 0 failed, 4 skipped; ")
        .contains("\nSkipped, as they are no photos: b/blob, letter\n");

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out())
        .startsWith("squeezenet: 4 dreams of 2 photos, 4 of them rendered before")
        .contains("\nLeft out 7 files that are no photos and 1 folder without any: Thumbs.db, ")
        .contains(NOTHING);
    Ran verified = Ran.phosphene("verify", album.output().toString(), "--no-plan");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    Ran again =
        Ran.phosphene(
            "verify", album.output().toString(), "--rerender", "9", "--master", "local[1]");
    assertThat(again.code()).as(again.out() + again.err()).isZero();
  }

  @Test
  void whoIsStrictTriesAllAndFails() throws IOException {
    Album album = Album.in(folder);
    others(album);
    assertThat(album.render().code()).isZero();

    Ran strict = album.render("--set", "strict=true");

    assertThat(strict.code()).isEqualTo(ExitCode.FAILED);
    assertThat(strict.out())
        .startsWith("squeezenet: 10 dreams of 10 photos, 2 of them rendered before")
        .doesNotContain("Left out")
        .contains("\nRendered 1 dream in ") // that of @eaDir
        .contains(
            ", 7 failed:\n         4  unknown_format  Thumbs.db conv1, a.txt conv1, b/blob conv1, ...\n",
            "\n         1  empty           b/Icon\\x0d conv1\n",
            "\n         1  truncated       part.jpg.part conv1\n",
            "\n         1  unsupported     b/a.jpg.xmp conv1\n");
    assertThat(strict.err()).contains("letter: Cannot decode image");
    assertThat(album.render("--set", "strict=true").code()).isZero();
    assertThat(album.render().out()).doesNotContain("gone").contains(NOTHING);
  }

  /** Two photos, and what may lie beside them. */
  private static void others(Album album) throws IOException {
    byte[] png = Files.readAllBytes(album.photo("a.png", 0.3));
    Files.move(album.photo("b.jpg", 0.4), album.file("b/photo", new byte[0]), replace());
    album.file("a.txt", text("hello"));
    album.file("Thumbs.db", text("\u00d0\u00cf\u0011\u00e0"));
    album.file("b/a.jpg.xmp", text("<x:xmpmeta/>"));
    album.file("part.jpg.part", Arrays.copyOf(png, 9));
    album.file("b/Icon\r", new byte[0]);
    album.file("b/@eaDir/thumb.png", png);
    album.file("letter", text("Dear all"));
    album.file("b/blob", new byte[] {0, 1, 2, 3});
  }

  private static java.nio.file.CopyOption replace() {
    return java.nio.file.StandardCopyOption.REPLACE_EXISTING;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatClaimsToBeAPhotoAndIsNoneFails() throws IOException {
    Album album = Album.in(folder);
    byte[] jpeg = Files.readAllBytes(album.photo("a.jpg", 0.3));
    album.file("text.jpg", text("hello"));
    album.file("half", Arrays.copyOf(jpeg, jpeg.length / 2));
    album.file("empty.png", new byte[0]);
    album.file("layers", text("8BPS\0\1"));
    album.file("paper", text("%PDF-1.7"));

    Ran ran = album.render();

    assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
    assertThat(
            DreamRows.of(album.output()).stream()
                .filter(row -> row.reason() != null)
                .map(row -> row.photo() + " " + row.reason()))
        .containsExactlyInAnyOrder(
            "text.jpg unknown_format",
            "half truncated",
            "empty.png empty",
            "layers unsupported",
            "paper not_a_photo");
    String named = folder.resolve("named").toString();
    Ran one = album.render("--set", "photos=" + album.photos() + "/paper", "--output", named);
    assertThat(one.code()).as("who names a file means it").isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aScanLeavesThemOutToo() throws IOException {
    Album album = Album.scanned(folder);
    others(album);

    Ran first = album.render();

    assertThat(first.code()).as(first.out() + first.err()).isZero();
    assertThat(first.out())
        .startsWith("squeezenet: 4 photos, 0 of them scanned before")
        .contains("\nLeft out 5 files that are no photos and 1 folder without any: ")
        .contains("\nScanned 2 photos in ")
        .contains(
            "\nLeft out 2 more files that are no photos by the first bytes: b/blob, letter\n");
    assertThat(ScanRows.of(album.output()))
        .filteredOn(row -> row.status().equals("skipped"))
        .extracting(ScanRow::photo)
        .containsExactlyInAnyOrder("letter", "b/blob");
    Ran second = album.render();
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out())
        .startsWith("squeezenet: 2 photos, 2 of them scanned before")
        .contains("\nLeft out 7 files");
    assertThat(ScanRows.units(album.output())).allMatch(unit -> unit.photos() == 2);
    Ran verified = Ran.phosphene("verify", album.output().toString(), "--no-plan");
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
  }

  @Test
  void includeAndExcludeChooseAndWhatIsExcludedIsNotGone() {
    Album album = Album.in(folder);
    album.photo("a.png", 0.2);
    album.photo("trip/b.png", 0.3);
    album.photo("trip/c.jpg", 0.4);
    album.photo("trip/old/d.png", 0.5);
    assertThat(album.render().code()).isZero();

    Ran some =
        album.render("--set", "include=[trip/**]", "--set", "exclude=[trip/old, '**/*.jpg']");

    assertThat(some.code()).as(some.err()).isZero();
    assertThat(some.out())
        .startsWith("squeezenet: 1 dream of 1 photo, 1 of them rendered before")
        .doesNotContain("gone")
        .contains(NOTHING);
    Ran bad = album.render("--set", "exclude=[a, '[b']");
    assertThat(bad.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(bad.err())
        .contains("Invalid exclude: [b (must close its brackets and braces)")
        .contains("--set exclude=");
    Ran none = album.render("--set", "include='x/**'");
    assertThat(none.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(none.err()).contains("Cannot read photos: none in " + album.photos());
  }

  @Test
  void filesThatDifferInCaseOnlyAreToldByPlanAndRender() throws IOException {
    Album album = Album.in(folder);
    byte[] jpeg = Files.readAllBytes(album.photo("a.jpg", 0.3));
    for (String name : List.of("d.JPG", "c.Jpg", "b.JPG", "e.JPG")) {
      album.file(name, jpeg);
    }
    String photos = "photos=" + album.photos() + "/*.jpg";
    String line =
        "\n4 files differ from the pattern only in small letters and capitals, and are left out:"
            + " b.JPG, c.Jpg, d.JPG, ...\n";

    assertThat(album.command("plan", "--no-calibration", "--set", photos).out()).contains(line);
    assertThat(album.render("--set", photos).out())
        .startsWith("squeezenet: 1 dream of 1 photo")
        .contains(line);
    assertThat(
            album
                .render("--set", "photos=" + album.photos() + "/*.jpG", "--output", folder + "/no")
                .err())
        .contains("Cannot read photos: none in ", "(5 files differ from the pattern only in small");
    assertThat(album.render("--set", "include=a.JPG").err()).contains("(1 file differs from ");
  }

  @Test
  void aPhotoAndAGuideWhoseNamesAreNotUtf8CanBeNamed() throws Exception {
    Album album = Album.in(folder);
    Files.write(folder.resolve("png"), Files.readAllBytes(album.photo("a\\..\\b.png", 0.3)));
    shell("cp png photos/$'latin1_\\xe9.png' && cp png $'guide_\\xe9.png'");
    String guide = "guide=file:" + folder + "/guide_%E9.png";

    Ran one = album.render("--set", "photos=" + album.photos() + "/latin1_\\xe9.png");
    String other = folder.resolve("guided").toString();
    Ran all = album.render("--set", guide, "--output", other);

    assertThat(one.code()).as(one.out() + one.err()).isZero();
    assertThat(one.out()).startsWith("squeezenet: 1 dream of 1 photo");
    assertThat(all.code()).as(all.out() + all.err()).isZero();
    assertThat(DreamRows.of(folder.resolve("guided")))
        .extracting(row -> row.photo() + " " + row.status())
        .containsExactlyInAnyOrder("a\\..\\b.png rendered", "latin1_\\xe9.png rendered");
    assertThat(album.render("--set", guide, "--output", other).out()).contains("rendered before");
  }

  @Test
  void namesThatAreNotUtf8AndLinksToNothingDoNotVanish() throws Exception {
    Album album = Album.in(folder);
    byte[] png = Files.readAllBytes(album.photo("a.png", 0.3));
    album.photo("two\nlines.png", 0.4);
    album.photo("n\u00f6rm .png", 0.5);
    album.photo("no\u0308rm .png", 0.6);
    // The shell writes bytes that a text of Java cannot hold.
    Files.write(folder.resolve("png"), png);
    shell("mkdir photos/$'caf\\xe9' && cp png photos/$'caf\\xe9'/b.png");
    shell("cp png photos/$'latin1_\\xe9.png'");
    shell("ln -s /nowhere/x.png photos/link.png && mkfifo photos/pipe.png photos/pipe");

    Ran ran = album.render();

    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.out())
        .startsWith("squeezenet: 8 dreams of 8 photos")
        .contains("\nLeft out 1 file that is no photo: pipe (strict: true tries them)\n");
    assertThat(
            DreamRows.of(album.output()).stream()
                .collect(
                    Collectors.toMap(DreamRow::photo, row -> row.status() + " " + row.reason())))
        .containsOnly(
            java.util.Map.entry("a.png", "rendered null"),
            java.util.Map.entry("two\nlines.png", "rendered null"),
            java.util.Map.entry("n\u00f6rm .png", "rendered null"),
            java.util.Map.entry("no\u0308rm .png", "rendered null"),
            java.util.Map.entry("caf\\xe9/b.png", "rendered null"),
            java.util.Map.entry("latin1_\\xe9.png", "rendered null"),
            java.util.Map.entry("link.png", "failed unreadable"),
            java.util.Map.entry("pipe.png", "failed unreadable"));
    assertThat(ran.err())
        .contains("pipe.png: Cannot read ", "it is not a file, but a pipe, a socket or a device")
        .contains("link.png: it is a link to what is not there: /nowhere/x.png");
    assertThat(Album.dreams(album.output())).hasSize(6);
    Ran again = album.render();
    assertThat(again.out())
        .startsWith("squeezenet: 8 dreams of 8 photos, 6 of them rendered before");
  }

  private void shell(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).as(script).isZero();
  }
}
