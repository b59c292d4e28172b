package phosphene.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Progress for a file or a pipe: a line every tenth of the work, or 30 seconds after the last. */
final class ProgressLines implements Progress {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int TENTHS = 10;

  private final String verb;
  private final PrintWriter err;
  private final Clock clock;
  private final WorkRate rate;
  private Instant printed;
  private int tenths;

  ProgressLines(String verb, PrintWriter err, Clock clock) {
    this.verb = verb;
    this.err = err;
    this.clock = clock;
    this.printed = clock.instant();
    this.rate = new WorkRate(printed);
  }

  @Override
  public void show(double share, String done) {
    Instant now = clock.instant();
    String line = verb + " " + done + ", " + rate.text(share, now);
    int reached = (int) Math.floor(share * TENTHS + 1e-9);
    if (reached > tenths || Duration.between(printed, now).compareTo(LONGEST) >= 0) {
      tenths = Math.max(tenths, reached);
      printed = now;
      say(line);
    }
  }

  @Override
  public void say(String line) {
    err.println(line);
    err.flush();
  }

  @Override
  public void close() {}
}
