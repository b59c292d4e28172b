package phosphene.cli;

import java.io.PrintWriter;
import java.time.Instant;
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
  private final Arrival arrival;
  private @Nullable ProgressBar bar;
  private long pictures;
  private double flop;
  private long ended;
  private double worked;

  /** How the driver hears of pictures. */
  private enum Arrival {
    ONE_BY_ONE,
    /** All of a task when it ends: until then the work done says how many there are. */
    TOGETHER
  }

  private Tally(PrintWriter err, String many, Arrival arrival) {
    this.err = err;
    this.many = many;
    this.arrival = arrival;
  }

  static Tally ofTiles(PrintWriter err) {
    return new Tally(err, "tiles", Arrival.ONE_BY_ONE);
  }

  static Tally ofDreams(PrintWriter err) {
    return new Tally(err, "dreams", Arrival.ONE_BY_ONE);
  }

  static Tally ofFrames(PrintWriter err) {
    return new Tally(err, "frames", Arrival.TOGETHER);
  }

  static Tally ofScans(PrintWriter err) {
    return new Tally(err, "photos", Arrival.TOGETHER);
  }

  @Override
  public void begin(long pictures, double flop) {
    this.pictures = pictures;
    this.flop = flop;
    boolean large = flop > 1e13;
    Eta eta = new Eta();
    bar =
        new ProgressBarBuilder()
            .setTaskName("Rendering")
            .setInitialMax((long) (flop / MEGA))
            .setUnit(large ? " TFLOP" : " GFLOP", large ? 1_000_000 : 1000)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(1000)
            .setEtaFunction(state -> eta.left(state.getCurrent(), state.getMax(), Instant.now()))
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
    long about = arrival == Arrival.TOGETHER ? (long) (pictures * Math.min(1, worked / flop)) : 0;
    String made = about > ended ? "about " + about : Long.toString(ended);
    shown.setExtraMessage("  " + made + " of " + pictures + " " + many);
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

  @Override
  public void undrawn(String problem) {
    err.println(problem);
  }
}
