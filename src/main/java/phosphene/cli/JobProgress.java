package phosphene.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import phosphene.gallery.Outcome;
import phosphene.image.kind.PhotoNames;
import phosphene.job.run.JobListener;
import phosphene.job.run.JobWords;
import phosphene.spec.Plural;
import phosphene.spec.Quantity;

/** Shows a job's progress: its images, and how far its operations are; and says what fails. */
final class JobProgress implements JobListener {
  private static final double GIGA = 1e9;

  private final ProgressOptions options;
  private final PrintWriter err;
  private final JobWords words;
  private Optional<Progress> progress = Optional.empty();
  private long images;
  private double flop;
  private long ended;
  private double worked;

  JobProgress(ProgressOptions options, PrintWriter err, JobWords words) {
    this.options = options;
    this.err = err;
    this.words = words;
  }

  @Override
  public void begin(long images, double flop) {
    this.images = images;
    this.flop = flop;
    progress = Optional.of(options.progress(words.verb().present(), err));
    show();
  }

  @Override
  public void worked(double flop) {
    worked = Math.max(worked, flop);
    show();
  }

  private void show() {
    progress.ifPresent(shown -> shown.show(share(), done()));
  }

  /** Of the operations: images may take a second or an hour. */
  private double share() {
    if (ended >= images) {
      return 1; // retries and failures make the estimate inexact
    }
    return flop > 0 ? Math.min(0.999, worked / flop) : (double) ended / images;
  }

  /**
   * The driver learns of images when their task ends; until then it estimates them by operations.
   */
  private String done() {
    long about = (long) (images * share());
    String made =
        String.format(Locale.ROOT, about > ended ? "about %,d" : "%,d", Math.max(about, ended));
    String done = made + " of " + Plural.of(images, words.one());
    Quantity.Unit unit =
        flop < GIGA / 10 ? Quantity.flop(flop / 10) : new Quantity.Unit(GIGA, "GFLOP");
    return options.verbose && flop > 0
        ? done + ", " + unit.figure(worked, 1) + " of " + unit.figure(flop, 1) + " " + unit.name()
        : done;
  }

  @Override
  public void received(Outcome outcome) {
    ended++;
    if (outcome instanceof Outcome.Failed failed) {
      say(failed.message());
    }
  }

  @Override
  public void end() {
    show();
    progress.ifPresent(Progress::close);
    progress = Optional.empty();
  }

  @Override
  public void unchanged() {
    ended++;
  }

  @Override
  public void filmed(String problem) {
    if (!problem.isEmpty()) {
      say(problem);
    }
  }

  @Override
  public void sheetFailed(String problem) {
    say(problem);
  }

  private void say(String line) {
    String told = PhotoNames.printable(line);
    progress.ifPresentOrElse(shown -> shown.say(told), () -> new NoProgress(err).say(told));
  }
}
