package phosphene.gallery.lease;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import phosphene.gallery.lease.ProcessName.Life;
import phosphene.gallery.store.TimeSource;
import phosphene.spec.SpecException;

/**
 * How a process takes a lease: at once if nobody holds one or the holder is known to be dead; after
 * a while if the holder does not renew it; never if the holder does.
 */
final class LeaseAcquisition {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofMillis(200);

  /**
   * A lease that was taken.
   *
   * @param asked just before it was, by the acquisition's clocks
   */
  record Taken(long generation, TimeSource.Moment asked) {}

  private final LeaseFiles files;
  private final LeaseNote ours;
  private final Duration stale;
  private final TimeSource time;
  private final Consumer<String> log;

  /**
   * The acquisition of one lease.
   *
   * @param stale how long a lease must stay unchanged, as this process sees it, to count as
   *     abandoned
   * @param log hears why it takes long
   */
  LeaseAcquisition(
      LeaseFiles files, LeaseNote ours, Duration stale, TimeSource time, Consumer<String> log) {
    this.files = files;
    this.ours = ours;
    this.stale = stale;
    this.time = time;
    this.log = log;
  }

  /**
   * Takes the lease.
   *
   * @throws SpecException if somebody else holds it
   */
  Taken take() throws InterruptedException {
    TimeSource.Moment asked = time.now();
    while (true) {
      Optional<LeaseFiles.Entry> latest = files.latest();
      if (latest.filter(this::isOurs).isPresent()) { // created, but the store's answer was lost
        return new Taken(latest.get().generation(), asked);
      }
      if (latest.isEmpty() || abandoned(latest.get())) {
        // Those that have released their leases are in the manifest.
        long next =
            Math.max(latest.map(LeaseFiles.Entry::generation).orElse(0L), files.claimed()) + 1;
        asked = time.now();
        if (created(next)) {
          files.deleteBefore(next);
          return new Taken(next, asked);
        }
      }
      time.sleep(AGAIN);
    }
  }

  /** Creates a generation, unless others were there while this process slept. */
  private boolean created(long generation) {
    if (!files.create(generation, ours)) {
      return false;
    }
    // A holder in between may have had that number, and have released it.
    if (files.latest().filter(this::isOurs).isPresent() && files.claimed() < generation) {
      return true;
    }
    files.delete(generation);
    return false;
  }

  private boolean isOurs(LeaseFiles.Entry lease) {
    return lease.note().filter(note -> note.id().equals(ours.id())).isPresent();
  }

  /**
   * True if it is and still is; false if something has happened and all is to be looked at anew.
   */
  private boolean abandoned(LeaseFiles.Entry lease) throws InterruptedException {
    Life life = life(lease);
    if (life == Life.ALIVE) {
      throw refused(lease);
    }
    if (life == Life.UNKNOWN && !watch(lease)) {
      return false;
    }
    return same(lease, files.latest());
  }

  private Life life(LeaseFiles.Entry lease) {
    return lease
        .note()
        .map(LeaseNote::process)
        .filter(process -> !process.equals(ours.process())) // it lives, but does its job?
        .map(ProcessName::life)
        .orElse(Life.UNKNOWN);
  }

  /** Watches a lease until it is stale; false if it vanished meanwhile. */
  private boolean watch(LeaseFiles.Entry lease) throws InterruptedException {
    log.accept(
        String.format(
            Locale.ROOT,
            "Waiting up to %d s to see whether another job still writes to %s: %s",
            stale.toSeconds(),
            files.store().uri(),
            who(lease)));
    long begin = time.nanos();
    while (time.since(begin).compareTo(stale) < 0) {
      time.sleep(LOOK);
      Optional<LeaseFiles.Entry> now = files.latest();
      if (now.isEmpty()) {
        return false;
      }
      if (!same(lease, now)) {
        throw refused(now.get());
      }
    }
    return true;
  }

  private static boolean same(LeaseFiles.Entry lease, Optional<LeaseFiles.Entry> now) {
    return now.filter(
            entry ->
                entry.generation() == lease.generation()
                    && Arrays.equals(entry.bytes(), lease.bytes()))
        .isPresent();
  }

  private SpecException refused(LeaseFiles.Entry lease) {
    return new SpecException(
        "Cannot write to "
            + files.store().uri()
            + ": another job does: "
            + who(lease)
            + " (wait for its end, or choose another output)");
  }

  private static String who(LeaseFiles.Entry lease) {
    return lease.note().map(LeaseNote::who).orElse("of unknown origin");
  }
}
