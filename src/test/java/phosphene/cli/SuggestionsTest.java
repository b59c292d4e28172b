package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.job.run.Hint;
import phosphene.job.run.Hint.Command;

class SuggestionsTest {
  @Test
  void aHintIsALineThatSaysWhyAndACommandToPaste() {
    Suggestions given =
        new Suggestions("jobs/x.yaml", List.of("seed=7"), List.of("--conf", "a=b"), List.of());
    List<Hint> hints =
        List.of(
            new Hint("ask", new Command.Query("SELECT 1")),
            new Hint("lower", new Command.Render("-lowered", List.of("negative=true"))),
            new Hint("fetch", new Command.Line("./phosphene networks fetch vgg19")));

    assertThat(given.lines(hints, "out/x"))
        .containsExactly(
            "# ask",
            "./phosphene query --conf a=b out/x \"SELECT 1\"",
            "# lower",
            "./phosphene render jobs/x.yaml --set seed=7 --set negative=true --output"
                + " out/x-lowered --conf a=b",
            "# fetch",
            "./phosphene networks fetch vgg19");
  }
}
