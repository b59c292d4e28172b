package phosphene.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Watch;
import phosphene.gallery.Outcome;
import phosphene.gallery.Receipt;

/** Shows a job's progress, weighted by its operations, and counts how its tiles ended. */
final class Tally implements Watch {
  private static final double MEGA = 1e6;
  private final PrintWriter err;
  private final Map<String, Integer> failures = new TreeMap<>();
  private @Nullable ProgressBar bar;
  private int tiles;
  private double worked;
  private int rendered;
  private int dead;
  private long begin;
  private Duration took = Duration.ZERO;

  Tally(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void begin(int tiles, double flop) {
    begin = System.nanoTime();
    this.tiles = tiles;
    boolean large = flop > 1e13;
    bar =
        new ProgressBarBuilder()
            .setTaskName("Rendering")
            .setInitialMax((long) (flop / MEGA))
            .setUnit(large ? " TFLOP" : " GFLOP", large ? 1_000_000 : 1000)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(1000)
            .build();
  }

  @Override
  public void worked(double flop) {
    worked = Math.max(worked, flop);
    if (bar != null) {
      bar.stepTo((long) (worked / MEGA));
      bar.setExtraMessage("  " + (rendered + dead + failed()) + " of " + tiles + " tiles");
    }
  }

  @Override
  public void received(Receipt receipt) {
    Outcome outcome = receipt.outcome();
    if (outcome instanceof Outcome.Rendered) {
      rendered++;
    } else if (outcome instanceof Outcome.Dead) {
      dead++;
    } else if (outcome instanceof Outcome.Failed failed) {
      failures.merge(failed.reason().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
      err.println(failed.message());
    } else {
      throw new AssertionError(outcome);
    }
  }

  @Override
  public void end() {
    took = Duration.ofNanos(System.nanoTime() - begin);
    if (bar != null) {
      if (rendered + dead + failed() == tiles) {
        bar.stepTo(bar.getMax()); // retries and failures make the estimate inexact
      }
      bar.close();
    }
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Says how the job ended. */
  void report(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Rendered %,d %s in %d:%02d:%02d%s%s%n",
        rendered,
        rendered == 1 ? "tile" : "tiles",
        took.toHours(),
        took.toMinutesPart(),
        took.toSecondsPart(),
        dead == 0 ? "" : ", " + dead + (dead == 1 ? " unit is dead" : " units are dead"),
        failures.isEmpty() ? "" : ", failed: " + failures);
    out.flush();
  }
}
