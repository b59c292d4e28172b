package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in dream jobs: a message, exit code 2, and nothing is written. */
class DreamMistakesTest {
  @TempDir Path folder;

  @Test
  void aLayerThatTheNetworkDoesNotHaveIsRefusedBeforeSparkStarts() {
    Album album = Album.in(folder);
    album.photo("a.png", 0.5);

    refused(
        album,
        "layers=fire22",
        "--set layers=fire22: Invalid layers: fire22 (must be a layer; nearest:"
            + " fire2, fire2_squeeze1x1, fire2_expand1x1)",
        0);
    refused(
        album,
        "layers=conv1/96",
        "--set layers=conv1/96: Invalid layers: conv1/96 (must be a channel between 0 and 95)",
        0);
  }

  @Test
  void photosThatAreNotThereAreRefusedBeforeSparkStarts() {
    Album album = Album.in(folder);
    String place = folder + "/none";

    refused(
        album,
        "photos=" + place,
        "--set photos=" + place + ": Cannot read photos: no such folder: file:" + place,
        0);
  }

  @Test
  void aGuideThatIsNoPictureIsRefusedBeforeSparkStarts() {
    Album album = Album.in(folder);
    album.photo("a.png", 0.5);

    refused(
        album,
        "guide=" + album.job(),
        "--set guide="
            + album.job()
            + ": Cannot read guide "
            + album.job()
            + ": Cannot decode image: its first bytes are those of no known format",
        0);
  }

  @Test
  void anOutputThatHoldsThePhotosIsRefused() {
    Album album = Album.in(folder);
    album.photo("a.png", 0.5);

    refused(
        album,
        "output=" + folder,
        "--set output="
            + folder
            + ": Invalid output: "
            + folder
            + " (must not hold the photos: file:"
            + album.photos()
            + ")",
        0);
  }

  @Test
  void aCollectionWithoutPhotosIsAMistake() {
    Album album = Album.in(folder);

    Ran ran = album.render();

    assertThat(ran.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(ran.err())
        .isEqualTo(album.job() + ":4: Cannot read photos: none in " + album.photos() + "\n");
  }

  @Test
  void theGalleryOfAnotherCollectionIsRefused() throws Exception {
    Album album = Album.in(folder);
    album.photo("a.png", 0.5);
    album.render();
    Path moved = Files.move(album.photos(), folder.resolve("moved"));

    refused(
        album,
        "photos=" + moved,
        "Cannot write to file:"
            + album.output()
            + ": it holds another job's gallery (objective.photos: file:"
            + album.photos()
            + " there, file:"
            + moved
            + " here; choose another output)",
        0);
  }

  @Test
  void aGalleryInsideTheCollectionIsNotDreamt() {
    Album album = Album.in(folder);
    album.photo("a.png", 0.5);
    String output = album.photos().resolve("out").toString();

    assertThat(album.render("--output", output).out()).contains(": 1 dream of 1 photo, 0 of");
    assertThat(album.render("--output", output).out()).contains(": 1 dream of 1 photo, 1 of");
  }

  private void refused(Album album, String setting, String message, int starts) {
    Map<String, String> before = Studio.files(folder);
    Starts.watch();

    Ran ran = album.render("--set", setting);

    Starts.end();
    assertThat(ran).isEqualTo(new Ran(ExitCode.MISTAKE, "", message + "\n"));
    assertThat(Starts.count()).isEqualTo(starts);
    assertThat(Studio.files(folder)).isEqualTo(before);
  }
}
