package phosphene.gallery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How time passes: a clock that nobody sets, and waiting. */
interface Pace {
  /** That of this machine. */
  Pace REAL =
      new Pace() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
      };

  /** Nanoseconds from some point on. */
  long nanos();

  void sleep(Duration time) throws InterruptedException;

  /** How long ago {@link #nanos} was {@code then}. */
  default Duration since(long then) {
    return Duration.ofNanos(nanos() - then);
  }
}
