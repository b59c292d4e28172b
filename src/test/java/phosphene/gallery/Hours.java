package phosphene.gallery;

import java.time.Duration;

/** Time that passes only when somebody sleeps. */
final class Hours implements Pace {
  private long now = 5_000_000_000L;
  private long next = Long.MAX_VALUE;
  private long every = Long.MAX_VALUE;
  private Runnable chime = () -> {};

  void every(int seconds, Runnable chime) {
    this.chime = chime;
    every = Duration.ofSeconds(seconds).toNanos();
    next = now + every;
  }

  Duration passed() {
    return Duration.ofNanos(now - 5_000_000_000L);
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void sleep(Duration time) {
    now += time.toNanos();
    if (now >= next) {
      next += every;
      chime.run();
    }
  }
}
