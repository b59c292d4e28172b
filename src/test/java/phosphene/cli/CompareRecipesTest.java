package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.cli.Ran.phosphene;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that renders a sample by several recipes. */
class CompareRecipesTest {
  private static final String JOB =
      """
      job: atlas
      network: primer
      layers: [block1_conv1, block2_conv1]
      recipe: {size: 32, steps: 4}
      output: %s
      """;

  @TempDir Path folder;

  @BeforeEach
  void recipes() throws IOException {
    Files.writeString(folder.resolve("job.yaml"), JOB.formatted(folder.resolve("out")));
    Files.writeString(folder.resolve("few.yaml"), "{size: 32, steps: 4, retries: 0}");
    Files.writeString(folder.resolve("more.yaml"), "{name: fast, size: 32, steps: 24, retries: 0}");
  }

  private Ran compare(String... arguments) {
    List<String> words = new ArrayList<>(List.of("compare-recipes", file("job.yaml")));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--master", "local[1]"));
    return phosphene(words.toArray(String[]::new));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aSampleOfEachLayerIsRenderedByEachRecipeAndGoesOn() throws IOException {
    Ran ran = compare("--recipes", file("few.yaml") + "," + file("more.yaml"));

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern(
            "recipe +tiles +score +high freq. +border +clipped +seconds +TFLOP\n"
                + "few +4 +1\\.00 +\\d.*\nmore +4 +[1-9]\\d*\\.\\d\\d ");
    Path gallery = folder.resolve("out-recipes");
    String page = Files.readString(gallery.resolve("compare.html"));
    List<String> images =
        Pattern.compile("src=\"([^\"]+)\"").matcher(page).results().map(r -> r.group(1)).toList();
    assertThat(images).hasSize(8).allSatisfy(image -> assertThat(gallery.resolve(image)).exists());
    assertThat(images).anyMatch(image -> image.startsWith("tiles/few/block1_conv1/"));
    assertThat(folder.resolve("out")).doesNotExist();

    Map<String, String> before = Studio.tiles(gallery);
    Ran again =
        compare(
            "--recipes",
            file("few.yaml") + "," + file("more.yaml") + ",lucid",
            "--set",
            "layers=block1_conv1",
            "--units",
            "1");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).containsPattern("\nlucid +1 ");
    assertThat(Studio.tiles(gallery)).containsAllEntriesOf(before);
  }

  @Test
  void mistakesAreRefusedWithTheirPlace() throws IOException {
    assertThat(compare("--recipes", "lucid,lucids").err())
        .contains("--recipes:1: Invalid recipe.name: lucids", "did you mean lucid?");
    assertThat(compare("--recipes", "lucid").err())
        .contains("Invalid --recipes: lucid (must be two or more)");
    assertThat(compare("--recipes", "lucid,lucid").err())
        .contains("Invalid --recipes: lucid (must be named once)");
    assertThat(compare("--recipes", "lucid,fast", "--units", "0").err())
        .contains("Invalid --units: 0 (must be at least 1)");
    Files.writeString(folder.resolve("bad.yaml"), "size: 32\nsteps: 0\n");
    assertThat(compare("--recipes", "lucid," + file("bad.yaml")).err())
        .contains(file("bad.yaml") + ":2: Invalid recipe.steps: 0 (must be");
    Files.writeString(
        folder.resolve("job.yaml"), "job: scan\nnetwork: primer\nphotos: p\noutput: o\n");
    assertThat(compare("--recipes", "lucid,fast").err())
        .contains("Cannot compare recipes: the job " + file("job.yaml") + " is no atlas");
    assertThat(folder.resolve("out-recipes")).doesNotExist();
  }
}
