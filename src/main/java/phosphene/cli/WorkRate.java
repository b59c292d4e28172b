package phosphene.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How long work has taken so far, and takes on at the rate that it has. */
final class WorkRate {
  // The share as a whole number, as finely as a double tells.
  private static final long WHOLE = 1L << 50;

  private final Instant begin;
  private final Eta eta = new Eta();

  WorkRate(Instant begin) {
    this.begin = begin;
  }

  /** Such as {@code 12 %, 0:00:35, 0:04:10 left}. */
  String text(double share, Instant now) {
    String left =
        share >= 1
            ? ""
            : eta.left((long) (share * WHOLE), WHOLE, now)
                .map(time -> ", " + clock(time) + " left")
                .orElse("");
    // Not 100 before the end.
    int percent = (int) Math.floor(100 * share + 1e-9);
    return String.format(
        Locale.ROOT, "%d %%, %s%s", percent, clock(Duration.between(begin, now)), left);
  }

  /** Hours, minutes and seconds, such as {@code 26:03:09}. */
  static String clock(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }
}
