package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;

/** The same job under the compilers of the JVM: none has a say in an image. */
@Slow
class CompilersTest {
  private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");

  // Loops of a short job are compiled by C2 too where its thresholds are a twentieth.
  private static final List<String> FULL =
      List.of("-XX:TieredStopAtLevel=4", "-XX:CompileThresholdScaling=0.05");

  @TempDir Path folder;

  @Test
  void noCompilerHasASayInTiles() throws Exception {
    Studio studio = Studio.in(folder);
    String[] more = {"--set", "recipe.steps=24", "--set", "recipe.size=40"};

    both(studio.job(), more);

    assertThat(Studio.tiles(folder.resolve("full")))
        .isEqualTo(Studio.tiles(folder.resolve("quick")))
        .hasSize(15);
  }

  @Test
  void noCompilerHasASayInDreams() throws Exception {
    Album album = Album.in(folder);
    album.photo("a.png", 0.3);
    album.photo("b.jpg", 0.6);

    both(album.job(), "--set", "recipe.steps=12");

    assertThat(Album.dreams(folder.resolve("full")))
        .isEqualTo(Album.dreams(folder.resolve("quick")))
        .hasSize(2);
  }

  /** Renders a job into {@code quick} and {@code full}, at the same time. */
  private void both(Path job, String... more) throws InterruptedException {
    List<Driver> drivers = new ArrayList<>();
    try {
      Map.of("quick", QUICK, "full", FULL)
          .forEach((name, options) -> drivers.add(start(name, options, job, more)));
      for (Driver driver : drivers) {
        assertThat(driver.process().waitFor()).as(driver.logged()).isZero();
      }
    } finally {
      drivers.forEach(driver -> driver.process().destroyForcibly());
    }
  }

  private Driver start(String name, List<String> options, Path job, String... more) {
    List<String> words = new ArrayList<>(List.of("render", job.toString(), "--master", "local[1]"));
    words.addAll(List.of("--output", folder.resolve(name).toString()));
    words.addAll(List.of(more));
    return Driver.start(folder.resolve(name + ".log"), options, words);
  }
}
