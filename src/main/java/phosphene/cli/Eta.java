package phosphene.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When work will be done, at the rate that it had since it began to come in: the start of executors
 * and of their native libraries is no part of that.
 */
final class Eta {
  // Compilers warm up, and counters come in lumps.
  private static final Duration LEAST = Duration.ofSeconds(10);

  private long first;
  private Instant since = Instant.MAX;

  /**
   * What is left.
   *
   * @param done of it, never less than the last time
   * @return empty as long as that is a guess
   */
  Optional<Duration> left(long done, long whole, Instant now) {
    if (done >= whole) {
      return Optional.of(Duration.ZERO);
    }
    if (done > 0 && since.equals(Instant.MAX)) {
      first = done;
      since = now;
    }
    if (done == first || Duration.between(since, now).compareTo(LEAST) < 0) {
      return Optional.empty();
    }
    double seconds = Duration.between(since, now).toMillis() / 1e3;
    return Optional.of(Duration.ofSeconds(Math.round(seconds * (whole - done) / (done - first))));
  }
}
