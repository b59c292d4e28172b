package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.DreamRows;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanRows;

/** What is to be known of a photo's file is in its row, of dreams and of scans. */
class PhotoNotesTest {
  private static final String ENDLESS =
      "it lacks the marker of its end; all of its pixels are there";

  @TempDir Path folder;

  @Test
  void notesAreInTheRows() throws IOException {
    Album album = album(Album.in(folder));

    Ran ran = album.render();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(DreamRows.of(album.output()))
        .extracting(DreamRow::photo, DreamRow::status, DreamRow::notes)
        .containsExactlyInAnyOrder(
            Tuple.tuple("endless.jpg", "rendered", ENDLESS),
            Tuple.tuple("named.jpg", "rendered", "named named.jpg, but a PNG file"),
            Tuple.tuple("plain.jpg", "rendered", null));
    String sql = "SELECT photo FROM dreams WHERE notes LIKE '%marker%'";
    assertThat(Ran.phosphene("query", "--json", album.output().toString(), sql).out())
        .isEqualTo("{\"photo\":\"endless.jpg\"}\n");
  }

  @Test
  void notesAreInTheRowsOfScans() throws IOException {
    Album album = album(Album.scanned(folder));

    Ran ran = album.render();

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ScanRows.of(album.output()))
        .extracting(ScanRow::photo, ScanRow::notes)
        .containsExactlyInAnyOrder(
            Tuple.tuple("endless.jpg", ENDLESS),
            Tuple.tuple("named.jpg", "named named.jpg, but a PNG file"),
            Tuple.tuple("plain.jpg", null));
  }

  private static Album album(Album album) throws IOException {
    byte[] whole = Files.readAllBytes(album.photo("plain.jpg", 0.3));
    album.file("endless.jpg", Arrays.copyOf(whole, whole.length - 2));
    Path png = album.photo("named.png", 0.5);
    Files.move(png, png.resolveSibling("named.jpg"));
    return album;
  }
}
