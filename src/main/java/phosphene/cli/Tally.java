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

/** Shows a job's progress, weighted by its operations, and counts how its pictures ended. */
final class Tally implements Watch {
  private static final double MEGA = 1e6;
  private final PrintWriter err;
  private final String one;
  private final String many;
  private final Map<String, Integer> failures = new TreeMap<>();
  private @Nullable ProgressBar bar;
  private long pictures;
  private int unchanged;
  private int tours;
  private int untold;
  private double worked;
  private int rendered;
  private int dead;
  private long begin;
  private Duration took = Duration.ZERO;

  private Tally(PrintWriter err, String one, String many) {
    this.err = err;
    this.one = one;
    this.many = many;
  }

  static Tally ofTiles(PrintWriter err) {
    return new Tally(err, "tile", "tiles");
  }

  static Tally ofDreams(PrintWriter err) {
    return new Tally(err, "dream", "dreams");
  }

  @Override
  public void begin(long pictures, double flop) {
    begin = System.nanoTime();
    this.pictures = pictures;
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
      count(bar);
    }
  }

  private void count(ProgressBar shown) {
    shown.setExtraMessage("  " + ended() + " of " + pictures + " " + many);
  }

  @Override
  public void received(Outcome outcome) {
    if (outcome instanceof Outcome.Rendered) {
      rendered++;
    } else if (outcome instanceof Outcome.Dead) {
      dead++;
    } else if (outcome instanceof Outcome.Failed failed) {
      failures.merge(failed.reason().word(), 1, Integer::sum);
      err.println(failed.message());
    } else {
      throw new AssertionError(outcome);
    }
  }

  @Override
  public void end() {
    took = Duration.ofNanos(System.nanoTime() - begin);
    if (bar != null) {
      if (ended() == pictures) {
        bar.stepTo(bar.getMax()); // retries and failures make the estimate inexact
      }
      count(bar);
      bar.close();
    }
  }

  @Override
  public void unchanged() {
    unchanged++;
  }

  @Override
  public void filmed(String problem) {
    if (problem.isEmpty()) {
      tours++;
    } else {
      untold++;
      err.println(problem);
    }
  }

  private long ended() {
    return (long) rendered + dead + unchanged + failed();
  }

  int failed() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many tours could not be filmed. */
  int untold() {
    return untold;
  }

  /** Says how the job ended. */
  void report(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Rendered %,d %s in %d:%02d:%02d%s%s%s%n",
        rendered,
        rendered == 1 ? one : many,
        took.toHours(),
        took.toMinutesPart(),
        took.toSecondsPart(),
        dead == 0 ? "" : ", " + dead + (dead == 1 ? " unit is dead" : " units are dead"),
        unchanged == 0 ? "" : ", " + unchanged + " of unchanged photos",
        failures.isEmpty() ? "" : ", failed: " + failures);
    if (tours + untold > 0) {
      out.printf(
          Locale.ROOT,
          "Filmed %,d %s%s%n",
          tours,
          tours == 1 ? "tour" : "tours",
          untold == 0 ? "" : ", failed: " + untold);
    }
    out.flush();
  }
}
