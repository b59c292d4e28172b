package phosphene.gallery.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clocks and sleep of a process: a monotonic clock, the time of day, and waiting. */
public interface TimeSource {
  /** That of this machine. */
  TimeSource REAL =
      new TimeSource() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public Instant day() {
          return Clock.systemUTC().instant();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
      };

  /** A moment by both clocks. */
  record Moment(long nanos, Instant day) {}

  /** Nanoseconds from some point on. */
  long nanos();

  /** The time of the day. */
  Instant day();

  void sleep(Duration time) throws InterruptedException;

  default Moment now() {
    return new Moment(nanos(), day());
  }

  /** How long ago {@link #nanos} was {@code then}. */
  default Duration since(long then) {
    return Duration.ofNanos(nanos() - then);
  }

  /**
   * How long ago that was by the clock that says more: the one that nobody sets stands still while
   * a machine sleeps.
   */
  default Duration since(Moment then) {
    Duration awake = since(then.nanos());
    Duration day = Duration.between(then.day(), day());
    return awake.compareTo(day) > 0 ? awake : day;
  }
}
