package phosphene.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Watch;
import phosphene.gallery.Outcome;

/** Shows a job's progress, weighted by its operations, and says what fails. */
final class Tally implements Watch {
  private static final double MEGA = 1e6;
  private final PrintWriter err;
  private final String many;
  private @Nullable ProgressBar bar;
  private long pictures;
  private long ended;
  private double worked;

  private Tally(PrintWriter err, String many) {
    this.err = err;
    this.many = many;
  }

  static Tally ofTiles(PrintWriter err) {
    return new Tally(err, "tiles");
  }

  static Tally ofDreams(PrintWriter err) {
    return new Tally(err, "dreams");
  }

  static Tally ofFrames(PrintWriter err) {
    return new Tally(err, "frames");
  }

  static Tally ofScans(PrintWriter err) {
    return new Tally(err, "photos");
  }

  @Override
  public void begin(long pictures, double flop) {
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
    shown.setExtraMessage("  " + ended + " of " + pictures + " " + many);
  }

  @Override
  public void received(Outcome outcome) {
    ended++;
    if (outcome instanceof Outcome.Failed failed) {
      err.println(failed.message());
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      if (ended == pictures) {
        bar.stepTo(bar.getMax()); // retries and failures make the estimate inexact
      }
      count(bar);
      bar.close();
    }
  }

  @Override
  public void unchanged() {
    ended++;
  }

  @Override
  public void filmed(String problem) {
    if (!problem.isEmpty()) {
      err.println(problem);
    }
  }
}
