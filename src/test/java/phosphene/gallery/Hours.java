package phosphene.gallery;

import java.time.Duration;
import java.time.Instant;
import phosphene.gallery.store.TimeSource;

/** Time that passes only when somebody sleeps. */
public final class Hours implements TimeSource {
  private static final long BEGIN = 5_000_000_000L;
  private static final Instant DAY = Instant.parse("2026-11-22T14:03:05Z");
  private long now = BEGIN;
  private long next = Long.MAX_VALUE;
  private long every = Long.MAX_VALUE;
  private Runnable chime = () -> {};
  private Duration suspended = Duration.ZERO;

  public void every(int seconds, Runnable chime) {
    this.chime = chime;
    every = Duration.ofSeconds(seconds).toNanos();
    next = now + every;
  }

  /** The machine sleeps, and only the clock of the day goes on. */
  public void suspend(Duration time) {
    suspended = suspended.plus(time);
  }

  public Duration passed() {
    return Duration.ofNanos(now - BEGIN);
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public Instant day() {
    return DAY.plus(passed()).plus(suspended);
  }

  @Override
  public void sleep(Duration time) {
    long end = now + time.toNanos();
    while (next <= end) {
      now = next;
      next += every;
      chime.run();
    }
    now = end;
  }
}
