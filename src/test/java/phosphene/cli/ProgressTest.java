package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.gallery.Outcome;
import phosphene.job.run.JobWords;

/** How work is shown, in a file and on a terminal. */
class ProgressTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter err = new PrintWriter(text);
  private final Hands clock = new Hands();

  @Test
  void aFileHasALineEveryTenth() {
    Progress lines = new ProgressLines("Rendering", err, clock);
    for (int i = 0; i <= 200; i++) {
      clock.pass(Duration.ofMillis(500));
      lines.show(i / 200.0, i + " of 200 tiles");
    }
    lines.close();

    assertThat(text.toString().lines())
        .hasSize(10)
        .startsWith("Rendering 20 of 200 tiles, 10 %, 0:00:10")
        .contains("Rendering 100 of 200 tiles, 50 %, 0:00:50, 0:00:50 left")
        .endsWith("Rendering 200 of 200 tiles, 100 %, 0:01:40");
    assertThat(text.toString()).doesNotContain("\r");
  }

  @Test
  void aFileHasALineEveryThirtySecondsOfLongWork() {
    Progress lines = new ProgressLines("Rendering", err, clock);
    for (int second = 1; second <= 90; second++) {
      clock.pass(Duration.ofSeconds(1));
      lines.show(0.01, "1 of 100 tiles");
    }
    lines.say("conv1/3: Cannot write");

    assertThat(text.toString().lines())
        .containsExactly(
            "Rendering 1 of 100 tiles, 1 %, 0:00:30",
            "Rendering 1 of 100 tiles, 1 %, 0:01:00",
            "Rendering 1 of 100 tiles, 1 %, 0:01:30",
            "conv1/3: Cannot write");
  }

  @Test
  void aTerminalHasOneLineThatFits() {
    for (int width : List.of(20, 60, 80, 200)) {
      text.getBuffer().setLength(0);
      Progress bar = new ProgressBar("Rendering", err, width, clock);
      for (int i = 0; i <= 100; i++) {
        clock.pass(Duration.ofSeconds(1));
        bar.show(i / 100.0, i + " of 100 tiles");
      }
      bar.close();

      assertThat(text.toString()).containsOnlyOnce("\n").endsWith("\n");
      assertThat(Arrays.stream(text.toString().split("[\r\n]")))
          .allSatisfy(line -> assertThat(line).hasSizeLessThan(width));
    }
    assertThat(text.toString())
        .contains("Rendering 50 of 100 tiles [===============>              ] 50 %, 0:00:51, ")
        .contains("\rRendering 100 of 100 tiles [==============================] 100 %, 0:01:41");
  }

  @Test
  void whatIsSaidStandsAloneAboveTheBar() {
    Progress bar = new ProgressBar("Rendering", err, 60, clock);
    bar.show(0.5, "1 of 2 tiles");
    bar.say("conv1/3: Cannot write");
    bar.close();

    String shown = text.toString();
    List<String> seen = screen(shown);
    assertThat(seen.get(0)).isEqualTo("conv1/3: Cannot write");
    assertThat(seen.get(1)).startsWith("Rendering 1 of 2 tiles [").endsWith("] 50 %, 0:00:00");
    assertThat(seen.get(1).length()).isLessThan(60);
  }

  @Test
  void operationsAreShownToWhoAsksForThem() {
    ProgressOptions options = new ProgressOptions();
    options.verbose = true;
    JobProgress tally =
        new JobProgress(options, err, new JobWords("tile", JobWords.Verb.RENDER, "tour"));
    tally.begin(1, 2e9);
    tally.worked(1e9);
    tally.received(new Outcome.Failed(Outcome.Reason.STORE, "conv1/3: Cannot write"));
    tally.end();

    assertThat(text.toString().replace("\r", "\n"))
        .contains("Rendering 0 of 1 tile, 1.0 of 2.0 GFLOP")
        .contains("Rendering 1 of 1 tile, 1.0 of 2.0 GFLOP")
        .contains("conv1/3: Cannot write");
  }

  @Test
  void picturesAreCountedAndNoOperationsToWhoDoesNotAsk() {
    JobProgress tally =
        new JobProgress(new ProgressOptions(), err, new JobWords("tile", JobWords.Verb.RENDER, ""));
    tally.begin(2, 2e9);
    tally.worked(1e9);
    tally.received(new Outcome.Failed(Outcome.Reason.STORE, "conv1/3: Cannot write"));
    tally.worked(2e9);
    tally.received(new Outcome.Failed(Outcome.Reason.STORE, "conv1/4: Cannot write"));
    tally.end();

    assertThat(text.toString().replace("\r", "\n"))
        .contains("Rendering about 1 of 2 tiles", "Rendering 2 of 2 tiles")
        .doesNotContain("GFLOP");
  }

  @Test
  void quietWorkSaysWhatFailsOnly() {
    ProgressOptions options = new ProgressOptions();
    options.quiet.quiet = true;
    JobProgress tally =
        new JobProgress(
            options,
            err,
            new JobWords("photo", new JobWords.Verb("scan", "Scanning", "Scanned"), ""));
    tally.begin(2, 2e9);
    tally.worked(1e9);
    tally.received(new Outcome.Failed(Outcome.Reason.EMPTY, "a.jpg: it is empty"));
    tally.end();

    assertThat(text.toString()).isEqualTo("a.jpg: it is empty\n");
  }

  /** What a terminal shows in the end. */
  private static List<String> screen(String text) {
    return Arrays.stream(text.split("\n"))
        .map(
            line -> {
              StringBuilder row = new StringBuilder();
              for (String over : line.split("\r")) {
                row.replace(0, Math.min(row.length(), over.length()), over);
              }
              return row.toString().stripTrailing();
            })
        .toList();
  }

  /** A clock that stands until it is moved. */
  private static final class Hands extends Clock {
    private Instant now = Instant.EPOCH;

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
