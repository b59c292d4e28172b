package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.index.ScanRows;
import phosphene.gallery.index.UnitRow;

/** What a growing and changing collection says of units, counted file by file. */
@Slow
class DatasetStatisticsTest {
  private static final String NOTHING = "Nothing to scan: the gallery holds all that can be had.\n";

  @TempDir Path folder;

  @Test
  void onlyWhatIsNewOrChangedIsScannedAndCounted() throws IOException {
    Album album = Album.scanned(folder);
    album.photo("same.jpg", 0.3);
    Path touched = album.photo("touched.jpg", 0.4);
    album.photo("changed.png", 0.5);
    String[] light = {"--set", "neurons=false", "--set", "layers=conv1"};
    assertThat(album.render(light).code()).isZero();
    assertThat(Album.scans(album.output())).hasSize(3);
    Map<String, String> before = Album.scans(album.output());

    album.photo("b/new.jpg", 0.35);
    Files.setLastModifiedTime(touched, FileTime.fromMillis(1_600_000_000_000L));
    Ran grown = album.render(light);

    assertThat(grown.code()).as(grown.err()).isZero();
    assertThat(grown.out()).containsPattern("\nScanned 1 photo in [^,]*, 1 of unchanged photos\n");
    assertThat(Album.scans(album.output())).hasSize(4).containsAllEntriesOf(before);
    assertThat(photos(album.output())).as("each once").containsOnly(4L);
    assertThat(album.render(light).out()).contains(NOTHING);
    Path whole = folder.resolve("whole");
    assertThat(album.render(more(light, "--output", whole.toString())).code()).isZero();
    same(ScanRows.units(album.output()), ScanRows.units(whole));

    album.photo("changed.png", 0.55);
    Ran changed = album.render(light);

    assertThat(changed.out()).contains("\nScanned 1 photo in ");
    assertThat(photos(album.output())).as("the old one is forgotten").containsOnly(4L);
    Path anew = folder.resolve("anew");
    assertThat(album.render(more(light, "--output", anew.toString())).code()).isZero();
    same(ScanRows.units(album.output()), ScanRows.units(anew));
  }

  @Test
  void aPhotoThatFailedInBetweenCountsAgain() throws IOException {
    Album album = Album.scanned(folder);
    byte[] bytes = Files.readAllBytes(album.photo("damaged.png", 0.3));
    Path touched = album.photo("touched.png", 0.4);
    album.photo("same.png", 0.5);
    String[] light = {"--set", "neurons=false", "--set", "layers=conv1"};
    assertThat(album.render(light).code()).isZero();

    album.file("damaged.png", Arrays.copyOf(bytes, bytes.length / 2));
    Files.setLastModifiedTime(touched, FileTime.fromMillis(1_600_000_000_000L));
    Path blocked = album.output().resolve("scans/touched.png");
    Files.delete(blocked.resolve("photo.jpg"));
    Files.delete(blocked);
    Files.createFile(blocked); // no photo can be stored in it
    assertThat(album.render(light).out())
        .containsPattern(", 2 failed:\n +1  store +touched.png\n +1  truncated +damaged.png\n");
    assertThat(photos(album.output())).as("what failed does not count").containsOnly(1L);

    album.file("damaged.png", bytes);
    Files.delete(blocked);
    assertThat(album.render(light).code()).isZero();
    assertThat(photos(album.output())).containsOnly(3L);
    Path whole = folder.resolve("whole");
    assertThat(album.render(more(light, "--output", whole.toString())).code()).isZero();
    same(ScanRows.units(album.output()), ScanRows.units(whole));
  }

  @Test
  void whatNoPhotoSaysIsNotSaid() throws IOException {
    Album album = Album.scanned(folder);
    album.file("a.png", new byte[3]);
    String[] light = {"--set", "neurons=false", "--set", "layers=conv1"};
    assertThat(album.render(light).code()).isEqualTo(ExitCode.FAILED);
    assertThat(ScanRows.units(album.output())).isEmpty();
    assertThat(album.render(light).out()).contains(NOTHING);

    album.photo("a.png", 0.3);
    assertThat(album.render(light).code()).isZero();
    assertThat(photos(album.output())).hasSize(96).containsOnly(1L);

    album.file("a.png", new byte[3]);
    assertThat(album.render(light).code()).isEqualTo(ExitCode.FAILED);
    assertThat(ScanRows.units(album.output())).isEmpty();
    assertThat(album.output().resolve("index/units")).isEmptyDirectory();
  }

  @Test
  void rowsThatAreGoneAreNotCountedTwice() throws IOException {
    Album album = Album.scanned(folder);
    album.photo("a.png", 0.3);
    String[] light = {"--set", "neurons=false", "--set", "layers=conv1"};
    assertThat(album.render(light).code()).isZero();
    try (Stream<Path> parts = Files.list(album.output().resolve("index/scans"))) {
      for (Path part : parts.toList()) {
        Files.delete(part);
      }
    }

    assertThat(album.render(light).code()).isZero();

    assertThat(photos(album.output())).hasSize(96).containsOnly(1L);
  }

  private static String[] more(String[] arguments, String... others) {
    return Stream.concat(Arrays.stream(arguments), Arrays.stream(others)).toArray(String[]::new);
  }

  private static List<Long> photos(Path gallery) {
    return ScanRows.units(gallery).stream().map(UnitRow::photos).toList();
  }

  /** Equal but for the times, and for the last digits of sums in another order. */
  static void same(List<UnitRow> one, List<UnitRow> other) {
    assertThat(one)
        .hasSize(96)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "updatedAt", "sum", "mean", "generation", "sequence")
        .isEqualTo(other);
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.get(i).mean()).isCloseTo(other.get(i).mean(), within(1e-6));
    }
  }
}
