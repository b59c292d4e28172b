package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.cli.Ran.phosphene;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.network.Feeder;
import phosphene.network.Feeders;
import phosphene.network.zoo.Networks;

/** Commands that only say something. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersTest {
  private static final Feeders FEEDERS = new Feeders(Networks.random("squeezenet", 1));

  private Path folder;
  private Studio studio;
  private String gallery;

  @BeforeAll
  void renderAGallery(@TempDir Path folder) {
    this.folder = folder;
    studio = Studio.in(folder);
    gallery = studio.output().toString();
    assertThat(studio.render("--set", "units=0-2").code()).isZero();
  }

  @Test
  void aQueryIsAnsweredByATable() {
    String sql =
        "SELECT layer, count(*) AS tiles, sum(bytes) > 0 AS there FROM tiles GROUP BY layer ORDER BY layer";

    assertThat(phosphene("query", gallery, sql))
        .isEqualTo(
            new Ran(
                ExitCode.DONE,
                """
                layer             tiles  there
                ----------------  -----  -----
                conv1                 3  true
                fire2_expand3x3       3  true
                fire2_squeeze1x1      3  true
                """,
                ""));
  }

  @Test
  void aQueryIsAnsweredByLinesOfJson() {
    String sql =
        "SELECT layer, channel, seed, width, steps FROM tiles WHERE channel > 1 ORDER BY layer;";

    assertThat(phosphene("query", "--json", gallery, sql).out())
        .isEqualTo(
            """
            {"layer":"conv1","channel":2,"seed":42,"width":32,"steps":4}
            {"layer":"fire2_expand3x3","channel":2,"seed":42,"width":32,"steps":4}
            {"layer":"fire2_squeeze1x1","channel":2,"seed":42,"width":32,"steps":4}
            """);
  }

  @Test
  void whatFeedsAUnitIsAnsweredAsTableAndJson() {
    Feeder first = FEEDERS.strongest("conv1", 2).get(0);
    String structs =
        FEEDERS.strongest("conv1", 2).stream()
            .map(f -> "{" + f.layer() + ", " + f.channel() + ", " + f.weight() + "}")
            .collect(Collectors.joining(", ", "[", "]"));
    String where = " FROM tiles WHERE layer = 'conv1' AND channel = 2";

    assertThat(phosphene("query", gallery, "SELECT channel, inputs" + where).out().lines())
        .hasSize(3)
        .last()
        .isEqualTo("      2  " + structs);
    assertThat(phosphene("query", gallery, "--json", "SELECT inputs[0] AS strongest" + where).out())
        .isEqualTo(
            "{\"strongest\":{\"layer\":\"input\",\"channel\":"
                + first.channel()
                + ",\"weight\":"
                + first.weight()
                + "}}\n");
    String fed =
        "SELECT layer, channel, i.channel AS feeder FROM tiles LATERAL VIEW explode(inputs) AS i"
            + " WHERE i.layer = 'fire2_squeeze1x1' AND i.weight > 0 ORDER BY ALL";
    assertThat(phosphene("query", gallery, fed).out().lines().skip(2).toList())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("fire2_expand3x3  "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT chanel FROM tiles | Invalid SQL: A column, variable, or function parameter with name"
            + " `chanel` cannot be resolved. Did you mean one of the following? [`channel`, `layer`,"
            + " `path`, `bytes`, `engine`], line 1, pos 7",
        "SELECT 1 FROM frames | Invalid SQL: The table or view `frames` cannot be found. SHOW TABLES"
            + " says which there are.",
        "SELECT CAST(layer AS int) FROM tiles WHERE layer = 'conv1' | Invalid SQL: The value 'conv1' of the"
            + " type \"STRING\" cannot be cast to \"INT\" because it is malformed. Correct the value as"
            + " per the syntax, or change its target type. Use `try_cast` to tolerate malformed"
            + " input and return NULL instead, line 1, pos 7"
      })
  void aQueryThatCannotBeAnsweredIsAMistake(String sql, String message) {
    Map<String, String> before = Studio.files(folder);

    assertThat(phosphene("query", gallery, sql))
        .isEqualTo(new Ran(ExitCode.MISTAKE, "", message + "\n"));

    assertThat(Studio.files(folder)).isEqualTo(before);
  }

  @Test
  void aPlanIsPrintedAndRendersNothing() {
    Map<String, String> before = Studio.files(folder);
    Starts.watch();

    Ran plan = studio.command("plan", "--no-calibration", "--output", folder + "/new");

    Starts.end();
    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .startsWith("squeezenet (")
        .contains(
            ") to "
                + folder
                + "/new\n\nlayer                         tiles   MFLOP a step        MFLOP\n")
        .contains("\nconv1                             5           0.08       1.6934\n")
        .contains("\ntiles    15 of 32 x 32 pixels, 4 steps each\nwork     0.332 GFLOP\nimages   ")
        .contains("\nmemory   ")
        .doesNotContain("time ");
    assertThat(Studio.files(folder)).isEqualTo(before);
    assertThat(Starts.count()).isZero();
  }

  @Test
  void aPlanSaysHowOftenATileIsTried() {
    Ran plan =
        studio.command(
            "plan", "--no-calibration", "--output", folder + "/new", "--set", "recipe.attempts=2");

    assertThat(plan.out())
        .as(plan.err())
        .contains("\ntiles    15 of 32 x 32 pixels, 2 attempts of 4 steps each\n");
  }

  @Test
  void aPlanCountsWhatIsMissing() {
    Ran plan = studio.command("plan", "--no-calibration");
    Ran other = studio.command("plan", "--no-calibration", "--set", "seed=8");

    assertThat(plan.out())
        .as(plan.err())
        .contains("\ntiles    15 of 32 x 32 pixels, 4 steps each; 6 to be rendered\n");
    assertThat(other.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(other.err())
        .startsWith("Cannot write to ")
        .contains("its rendering default is made in another way (seed: ");
  }

  @Test
  void aPlanTimesThisMachine() {
    assertThat(studio.command("plan").out())
        .containsPattern(
            "\ntime     \\d+(\\.\\d)? (ms|s|minutes|hours|days) on one core of this machine, ");
  }

  @Test
  void networksAreListedAndShown() {
    Ran list = phosphene("networks", "--weights-cache", folder.toString());
    assertThat(list.code()).isZero();
    assertThat(list.out().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactlyElementsOf(
            Stream.concat(Stream.of("name"), Networks.names().stream()).toList());
    assertThat(list.out())
        .containsPattern("\nprimer +Primer: .* 432 +embedded +\\S")
        .containsPattern("\nvgg19 +VGG.* 5,504 +- +\\S");
    assertThat(phosphene("networks", "fetch", "primer").out())
        .isEqualTo("primer comes with the program: nothing to fetch.\n");

    Ran show = phosphene("networks", "show", "vgg19");
    assertThat(show.code()).isZero();
    assertThat(show.out())
        .contains("\nPreprocessing: BGR 0..255, less 103.939 116.779 123.68\n")
        .contains("\nClasses:       1,000: tench, goldfish, great_white_shark, ...\n")
        .containsPattern("\nblock1_conv1 +conv 3x3, ReLU +64 +224x224 +3 px +0\\.\\d+  all\n")
        .containsPattern("\nblock5_conv4 +conv 3x3, ReLU +512 +14x14 +252 px +\\d\\.\\d+  all\n")
        .containsPattern(
            "\n5,504 filters in convolutions, 39\\.\\d+ GFLOP forward\nWeights: https://");
  }

  @Test
  void everyCommandExplainsItself() {
    for (String command :
        List.of(
            "",
            "render",
            "plan",
            "query",
            "networks",
            "networks show",
            "networks fetch",
            "bench")) {
      String[] words = (command + " --help").strip().split(" ");
      Ran help = phosphene(words);
      assertThat(help.code()).as(command).isZero();
      assertThat(help.err()).as(command).isEmpty();
      assertThat(help.out())
          .as(command)
          .startsWith(("Usage: phosphene " + command).strip() + " [-h");
    }
    for (String command : List.of("render", "plan")) {
      assertThat(phosphene(command, "--help").out())
          .contains("--set=KEY=VALUE")
          .containsPattern("Replaces a key of the job file, such as\\s+recipe\\.\\s*steps=64");
    }
    for (String option : List.of("verify --no-plan", "plan --no-calibration")) {
      String[] words = option.split(" ");
      assertThat(phosphene(words[0], "--help").out())
          .as("what leaves something out has no positive form that would say the contrary")
          .containsPattern(words[1] + "\\s+Leaves out ")
          .doesNotContain("[no-]");
    }
    assertThat(phosphene("--version").out()).startsWith("Phosphene 0.");
  }
}
