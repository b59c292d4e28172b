package phosphene.gallery.store;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How calls of a store that does not answer are repeated: for as long as an outage usually lasts,
 * or while it is not known whether a lease is held. A call to a disk of this machine, or one that
 * the store refuses, is made once.
 */
public final class RetryPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);
  // Ten minutes and what the last answer takes; less than a task may stand still, 15 minutes.
  private static final Duration MOST = Duration.ofMinutes(12);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final TimeSource time;
  private final Runnable meanwhile;

  public RetryPolicy(TimeSource time, Runnable meanwhile) {
    this.time = time;
    this.meanwhile = meanwhile;
  }

  /**
   * Up to 12 minutes, with pauses of 1 to 30 seconds.
   *
   * @param meanwhile is called before each try and every second between them; what it throws ends
   *     the waiting
   */
  public static RetryPolicy with(Runnable meanwhile) {
    return new RetryPolicy(TimeSource.REAL, meanwhile);
  }

  /** The same, with nothing to do meanwhile. */
  public static RetryPolicy standard() {
    return with(() -> {});
  }

  /** A store whose calls are repeated by this policy; only creating is tried once. */
  public ObjectStore of(ObjectStore store) {
    return new RetryingStore(store, this);
  }

  /**
   * Makes a call.
   *
   * @param place that is asked, a path or URI
   * @throws StoreException if the store says no, or does not answer for too long, or this thread is
   *     interrupted
   */
  public <T> T call(String place, Supplier<T> call) {
    long begin = time.nanos();
    Duration pause = FIRST;
    while (true) {
      meanwhile.run();
      try {
        return call.get();
      } catch (StoreException e) {
        if (!outage(place, e) || time.since(begin).compareTo(MOST) >= 0) {
          throw e;
        }
        LOG.info("{} (next try in {} s)", e.getMessage(), pause.toSeconds());
        rest(pause, e);
      }
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
  }

  /** True of a failure that may pass by itself. */
  public static boolean outage(String place, StoreException e) {
    Throwable cause = e.getCause();
    boolean no =
        cause instanceof FileNotFoundException
            || cause instanceof AccessDeniedException
            || cause instanceof AccessControlException
            || cause instanceof ChangedException
            || cause instanceof WriterLostException;
    return cause instanceof WriterDoubtException || (!no && !Objects.local(place));
  }

  private void rest(Duration pause, StoreException failure) {
    long begin = time.nanos();
    while (time.since(begin).compareTo(pause) < 0) {
      try {
        time.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        meanwhile.run();
        failure.addSuppressed(e);
        throw failure;
      }
      meanwhile.run();
    }
  }
}
