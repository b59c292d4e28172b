package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of dreams. */
class DreamPlanTest {
  @TempDir Path folder;

  @Test
  void aPlanCountsPhotosAndWritesNothing() {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    album.photo("b/c.jpg", 0.4);
    Map<String, String> before = Studio.files(folder);

    Ran plan = album.command("plan", "--set", "layers=[conv1, fire2]");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .startsWith("squeezenet: " + album.photos() + " to " + album.output() + "\n\nmix ")
        .containsPattern("\nfire2 +79\\.7 +0\\.\\d{4}\n")
        .containsPattern("\nphotos   2 of \\d\\.\\d kB, about 2\\.6 thousand pixels\n")
        .contains("\ndreams   4, of which 4 to be made\nwork     0.379 GFLOP (about)\n")
        .containsPattern(
            "\nmemory   about 201\\.2 kB of the heap's \\d\\.\\d GB for the largest photo \\(about"
                + " 1\\.3 thousand pixels\\), and beside the heap 235\\.8 kB a task for a tile of 32"
                + " pixels\n")
        .containsPattern("\ntime     \\S+ m?s on one core of this machine, ");
    assertThat(Studio.files(folder)).isEqualTo(before);
  }

  @Test
  void aPlanKnowsWhatIsThereAndWhoseGalleryItIs() {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    album.render();
    album.photo("b.png", 0.4);

    assertThat(album.command("plan", "--no-calibration").out())
        .contains("\ndreams   2, of which 1 to be made\n");
    assertThat(album.command("plan", "--set", "recipe.steps=3"))
        .isEqualTo(
            new Ran(
                ExitCode.MISTAKE,
                "",
                "Cannot write to file:"
                    + album.output()
                    + ": it holds another job's gallery (recipe.steps: 2 there, 3 here; choose"
                    + " another output)\n"));
  }

  @Test
  void aPlanSaysWhatTheLargestPhotoTakes() {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    album.file("large.bmp", new byte[30_000_000]);

    // 10 million pixels of 27 bytes each, and what a tile takes.
    assertThat(album.command("plan", "--no-calibration").out())
        .containsPattern("\nmemory   about 0\\.27 GB of .* \\(about 10\\.0 million pixels\\)");
    assertThat(album.command("plan", "--no-calibration", "--set", "pixel-limit=5000000").out())
        .as("what is larger is refused")
        .containsPattern("\nmemory   about 0\\.1[34] GB of .* \\(about 5\\.0 million pixels\\)");
  }
}
