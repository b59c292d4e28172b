package phosphene.gallery.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.gallery.Manifest;
import phosphene.gallery.RowOrder;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.RetryPolicy;
import phosphene.gallery.store.StoreException;
import phosphene.gallery.store.TimeSource;
import phosphene.gallery.store.WriterDoubtException;
import phosphene.gallery.store.WriterLostException;
import phosphene.spec.SpecException;

/**
 * The right to write to a place, which one job has at a time. The holder renews it every ten
 * seconds. A lease that has not changed for a minute may be taken over by another job. A holder
 * that cannot renew its lease stops writing before that minute has passed, and goes on once it
 * finds that no other job has taken the lease. Close it when the job ends.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final Duration BEAT = Duration.ofSeconds(10);
  private static final Duration STALE = Duration.ofSeconds(60);
  // The holder stops writing a beat before another may begin.
  private static final Duration SURE = STALE.minus(BEAT);
  // After the hook that interrupts the job (100), before Spark's (50) and the file systems' (10).
  private static final int BEFORE_SPARK = 90;
  private static final int SECONDS = 20;

  /** What is done under a lease. */
  public interface Work<T> {
    T run() throws InterruptedException;
  }

  private final LeaseFiles files;
  private final long generation;
  private final TimeSource time;
  private final LeaseState state;
  private final Consumer<String> log;
  private final Runnable hook = this::release;
  private volatile Optional<ScheduledExecutorService> heartbeat = Optional.empty();
  private volatile LeaseNote note; // written by one at a time
  private boolean waiting; // as was logged last
  private Optional<RowOrder.Counter> rows = Optional.empty();
  private volatile Optional<String> lost = Optional.empty();
  private Optional<Thread> worker = Optional.empty();
  private volatile boolean released;

  private Lease(
      LeaseFiles files,
      LeaseAcquisition.Taken taken,
      LeaseNote note,
      TimeSource time,
      Consumer<String> log) {
    this.files = files;
    this.generation = taken.generation();
    this.note = note;
    this.time = time;
    this.log = log;
    this.state = new LeaseState(time, SURE, taken.asked());
  }

  /**
   * Takes the lease of a place and makes {@code wanted} its manifest.
   *
   * @param log hears why it takes long, then and while the lease is held
   * @throws SpecException if the place holds something else, or another job has the lease
   */
  public static Lease claim(ObjectStore store, Manifest wanted, Consumer<String> log)
      throws InterruptedException {
    Manifest.admit(store, wanted); // a folder of something else gets no lease
    Lease lease = take(store, log);
    try {
      Manifest.claim(lease.place(), wanted);
      return lease;
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /**
   * Takes the lease of a place.
   *
   * @param log hears why it takes long, then and while the lease is held
   * @throws SpecException if another job has it
   */
  public static Lease take(ObjectStore store, Consumer<String> log) throws InterruptedException {
    Lease lease = take(store, note(ProcessName.ours()), TimeSource.REAL, log);
    lease.start();
    return lease;
  }

  /** A lease that is renewed only when a caller asks for it. */
  public static Lease take(ObjectStore store, LeaseNote note, TimeSource time, Consumer<String> log)
      throws InterruptedException {
    LeaseFiles files = new LeaseFiles(store);
    LeaseAcquisition acquisition = new LeaseAcquisition(files, note, STALE, time, log);
    try {
      return new Lease(files, acquisition.take(), note, time, log);
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  public static LeaseNote note(ProcessName process) {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    return new LeaseNote(UUID.randomUUID().toString(), process, "", now.toString(), 0);
  }

  /**
   * Who holds the lease of a place, and since when; empty if nobody does, or one who is known to be
   * dead.
   */
  public static Optional<String> holder(ObjectStore store) {
    return new LeaseFiles(store)
        .latest()
        .filter(lease -> lease.note().filter(LeaseNote::orphaned).isEmpty())
        .map(lease -> lease.note().map(LeaseNote::who).orElse("somebody"));
  }

  private void start() {
    ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, Lease::thread);
    heartbeat = Optional.of(threads);
    long beat = BEAT.toMillis();
    var unusedBeats = threads.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    // In case a renewal hangs.
    var unusedChecks = threads.scheduleWithFixedDelay(this::checkHeld, 1, 1, TimeUnit.SECONDS);
    ShutdownHookManager.get().addShutdownHook(hook, BEFORE_SPARK, SECONDS, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "phosphene-lease");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The place, which takes something only while this lease is known to be held; otherwise it fails,
   * for a while or, once the lease is lost, for good.
   */
  public ObjectStore place() {
    return new LeasedStore(files.store(), this);
  }

  /**
   * Counts the rows that the holder writes: all are later than those of earlier holders.
   *
   * @throws StoreException if the store does not take note of it
   */
  public synchronized RowOrder.Counter rows() {
    if (rows.isEmpty()) {
      // Before the first row: a holder that writes none leaves the gallery as it was.
      Manifest.advance(RetryPolicy.standard().of(place()), generation);
      rows = Optional.of(new RowOrder.Counter(generation));
    }
    return rows.get();
  }

  /**
   * Works as the holder.
   *
   * @param application of Spark, for those who ask who holds the lease
   * @throws StoreException if the lease is lost meanwhile: this thread was interrupted
   * @throws InterruptedException if this thread is interrupted for another reason
   */
  public <T> T during(String application, Work<T> work) throws InterruptedException {
    synchronized (this) {
      note = note.with(application);
      worker = Optional.of(Thread.currentThread());
    }
    try {
      requireHeld();
      return work.run();
    } catch (InterruptedException | RuntimeException e) {
      requireHeld();
      throw e;
    } finally {
      synchronized (this) {
        worker = Optional.empty();
        if (lost.isPresent()) {
          Thread.interrupted(); // it was meant for the work
        }
      }
    }
  }

  private void requireHeld() {
    if (lost.isPresent()) {
      throw new StoreException(
          "Cannot go on writing to " + files.store().uri(), new WriterLostException(lost.get()));
    }
  }

  /** Fails unless the lease is known to be held. */
  void require() {
    requireHeld();
    if (state.doubtful()) {
      throw new StoreException(
          "Cannot write to " + files.store().uri(), new WriterDoubtException(state.toString()));
    }
  }

  /** Renews the lease, unless it is lost. */
  public void beat() {
    if (lost.isPresent() || released) {
      return;
    }
    try {
      TimeSource.Moment now = time.now();
      if (ours()) {
        files.write(generation, next());
      } else if (taken().isEmpty()) {
        lose("somebody has removed its lease");
      }
      taken().ifPresent(next -> lose("another job has taken over its lease: " + next.who()));
      state.renewed(now);
    } catch (RuntimeException e) { // it may pass; checkHeld() says when it has taken too long
      state.failed(String.valueOf(e.getMessage()));
      LOG.debug("Cannot renew the lease", e);
    } finally {
      if (lost.isPresent() || released) { // and written all the same
        remove();
      }
    }
  }

  private synchronized LeaseNote next() {
    note = note.next();
    return note;
  }

  private boolean ours() {
    return files
        .find(generation)
        .flatMap(LeaseFiles.Entry::note)
        .filter(found -> found.id().equals(note.id()))
        .isPresent();
  }

  private Optional<LeaseNote> taken() {
    return files
        .latest()
        .filter(latest -> latest.generation() > generation)
        .flatMap(LeaseFiles.Entry::note);
  }

  /** Says when the holder begins to wait for the store, and when it has ended; at last gives up. */
  synchronized void checkHeld() {
    if (lost.isPresent() || released) {
      return;
    }
    String uri = files.store().uri();
    if (state.hopeless()) {
      lose(state.toString());
    } else if (state.doubtful() != waiting) {
      waiting = !waiting;
      log.accept(waiting ? "Waiting for " + uri + ": " + state : uri + " answers again");
    }
  }

  private synchronized void lose(String why) {
    if (lost.isEmpty() && !released) {
      lost = Optional.of(why);
      worker.ifPresent(Thread::interrupt);
    }
  }

  /** Lets others have the lease. */
  @Override
  public void close() {
    release();
    if (heartbeat.isPresent() && !ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }

  private void release() {
    synchronized (hook) { // who comes second waits until it is done
      if (released) {
        return;
      }
      released = true;
      heartbeat.ifPresent(Lease::still);
      remove();
    }
  }

  /** Ends the renewals; one that hangs removes what it may still write. */
  private static void still(ScheduledExecutorService threads) {
    threads.shutdown();
    try {
      threads.awaitTermination(SECONDS / 4, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void remove() {
    try {
      if (ours()) {
        files.delete(generation);
      }
    } catch (RuntimeException e) { // then it becomes stale
      LOG.warn("Cannot give up the lease of {}: {}", files.store().uri(), e.getMessage());
    }
  }
}
