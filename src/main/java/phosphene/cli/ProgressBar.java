package phosphene.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Progress on a terminal: one line, written again and again, of letters that any terminal has. */
final class ProgressBar implements Progress {
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final int LONGEST = 30;
  private static final int LEAST = 8;

  private final String verb;
  private final PrintWriter err;
  private final int width;
  private final Clock clock;
  private final WorkRate rate;
  private Instant drawn = Instant.MIN;
  private String line = "";
  private String shown = "";

  /**
   * A bar.
   *
   * @param width of the terminal's lines
   */
  ProgressBar(String verb, PrintWriter err, int width, Clock clock) {
    this.verb = verb;
    this.err = err;
    this.width = width;
    this.clock = clock;
    this.rate = new WorkRate(clock.instant());
  }

  @Override
  public void show(double share, String done) {
    Instant now = clock.instant();
    line = line(share, done, rate.text(share, now));
    if (drawn.equals(Instant.MIN) || Duration.between(drawn, now).compareTo(SHORTEST) >= 0) {
      drawn = now;
      draw(line);
    }
  }

  private String line(double share, String done, String time) {
    String text = verb + " " + done;
    // A letter is left free: the last one of a line would begin a new one on some terminals.
    int room = width - 1 - text.length() - time.length() - " [] ".length();
    if (room < LEAST) {
      String all = text + " " + time;
      return all.length() < width ? all : all.substring(0, width - 1);
    }
    int length = Math.min(room, LONGEST);
    int full = (int) (share * length);
    String bar = "=".repeat(full) + (full < length ? ">" : "");
    return text + " [" + bar + " ".repeat(length - bar.length()) + "] " + time;
  }

  /** Blanks cover what the line before had more; what others print begins where the line does. */
  private void draw(String next) {
    String rest = " ".repeat(Math.max(0, shown.length() - next.length()));
    err.print(next + rest + "\r");
    err.flush();
    shown = next;
  }

  @Override
  public void say(String text) {
    if (!shown.isEmpty()) {
      draw("");
    }
    err.println(text);
    err.flush();
    if (!line.isEmpty()) {
      draw(line);
    }
  }

  @Override
  public void close() {
    if (!line.isEmpty()) {
      draw(line);
      err.println();
      err.flush();
    }
  }
}
