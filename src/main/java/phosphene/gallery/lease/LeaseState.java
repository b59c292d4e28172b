package phosphene.gallery.lease;

import java.time.Duration;
import phosphene.gallery.store.TimeSource;

/** When a holder last heard that the lease is its own, and why not since. */
final class LeaseState {
  // Waiting executors cost money, and a later run goes on where the index ends.
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final TimeSource time;
  private final Duration sure;
  private volatile TimeSource.Moment renewed;
  private volatile boolean sighted; // by one beat, after a silence
  private volatile String trouble = "";

  /**
   * The state of a lease that was just taken.
   *
   * @param sure how long after a beat nobody else can have the lease
   * @param asked just before it was taken
   */
  LeaseState(TimeSource time, Duration sure, TimeSource.Moment asked) {
    this.time = time;
    this.sure = sure;
    this.renewed = asked;
  }

  /** True if another may have begun: by either clock, since a machine that slept did not count. */
  boolean doubtful() {
    return time.since(renewed).compareTo(sure) >= 0;
  }

  /** True if it has been doubtful for so long that there is no point in waiting. */
  boolean hopeless() {
    return time.since(renewed.nanos()).compareTo(PATIENCE) >= 0;
  }

  /**
   * The lease was renewed. After a time of doubt one renewal is not enough: another process that
   * found the lease stale may be about to take it over, and will have done so by the next renewal.
   *
   * @param begun just before
   */
  void renewed(TimeSource.Moment begun) {
    trouble = "";
    if (!doubtful() || sighted) {
      renewed = begun;
      sighted = false;
    } else {
      sighted = true;
    }
  }

  /** The lease could not be renewed. */
  void failed(String why) {
    sighted = false;
    trouble = why;
  }

  /** Such as {@code its lease could not be renewed for 50 s (connection lost)}. */
  @Override
  public String toString() {
    String why = trouble.isEmpty() ? "" : " (" + trouble + ")";
    return "its lease could not be renewed for " + time.since(renewed).toSeconds() + " s" + why;
  }
}
