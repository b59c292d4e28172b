package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans of flights. */
class FlightPlanTest {
  private static final String SHALLOW = "block1_conv2/3";
  private static final String DEEP = "block4_conv1/3";
  private static final String JOB =
      """
      job: flight
      network: vgg19
      weights: random:1
      units: [block1_conv2/3, block4_conv1/3]
      seconds: 0.5
      steps: 5
      recipe: {size: 64, fps: 4, first: 300, transforms: none}
      output: %s
      """;

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    String output = folder.resolve("out").toString();
    Files.writeString(folder.resolve("job.yaml"), JOB.replace("%s", output));
  }

  private Ran phosphene(String command, String... arguments) {
    Ran ran = run(command, arguments);
    assertThat(ran.code()).as(ran.err()).isZero();
    return ran;
  }

  private Ran run(String command, String... arguments) {
    String job = folder.resolve("job.yaml").toString();
    return Ran.phosphene(
        Stream.concat(Stream.of(command, job), Stream.of(arguments)).toArray(String[]::new));
  }

  private static MatchResult found(String pattern, Ran ran) {
    Matcher matcher = Pattern.compile(pattern).matcher(ran.out());
    assertThat(matcher.find()).as(ran.out()).isTrue();
    return matcher.toMatchResult();
  }

  /** Petaflops of the flight through a unit. */
  private static String flop(String unit, Ran plan) {
    String name = Pattern.quote(unit.replace('/', '.'));
    return found("\n" + name + " +2 +0\\.5 +(\\S+)\n", plan).group(1);
  }

  @Test
  void aStartWithoutBytesIsRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.jpg"));

    assertThat(run("plan", "--set", "start=" + empty))
        .isEqualTo(
            new Ran(
                ExitCode.MISTAKE,
                "",
                "--set start="
                    + empty
                    + ": Cannot read start "
                    + empty
                    + ": Cannot decode image: no bytes\n"));
  }

  @Test
  void aPlanIsOfWhatIsMissing() {
    Ran all = phosphene("plan", "--no-calibration");
    MatchResult work =
        found("\nwork     (\\S+) [kMGTP]FLOP to be done, (\\S+) of it on the critical path\n", all);
    assertThat(work.group(2)).isEqualTo(flop(DEEP, all));
    assertThat(Double.parseDouble(work.group(1)))
        .isGreaterThan(Double.parseDouble(flop(DEEP, all)));
    assertThat(all.out()).doesNotContain("\ntime ", "\ncritical ");
    phosphene("render", "--master", "local[1]", "--set", "units=" + SHALLOW);

    Ran rest = phosphene("plan", "--price", "3600");

    String deep = flop(DEEP, all);
    assertThat(rest.out())
        .contains("\nflights  2, of which 1 to be made, ")
        .containsPattern(
            "\nwork     " + deep + " [GT]FLOP to be done, " + deep + " of it on the critical");
    String time =
        found("\ntime     (\\S+ (?:ms|s|minutes)) on one core of this machine, ", rest).group(1);
    assertThat(rest.out()).contains("\nprice    ", "\ncritical " + time + ": the longest flight");
    Ran none = phosphene("plan", "--price", "3600", "--set", "units=" + SHALLOW);
    assertThat(none.out())
        .contains("\nflights  1, of which 0 to be made, ")
        .contains("\nwork     none to be done\n")
        .doesNotContain("\ntime ", "\nprice ", "\ncritical ");
  }
}
