package phosphene.cluster;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.LoggerFactory;

/**
 * Makes Ctrl-C (and a polite kill) interrupt a thread and wait until it has finished its work,
 * before Spark and the file systems are closed under it.
 */
public final class Interruption implements AutoCloseable {
  private static final int SECONDS = 20;
  // Spark's own hook has 40, that of the file systems 10; the higher one goes first.
  private static final int BEFORE_SPARK = 100;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Runnable hook;
  private volatile boolean requested;

  private Interruption(Thread worker) {
    this.hook =
        () -> {
          requested = true;
          worker.interrupt();
          await();
        };
  }

  /** Until it is closed, the process ends only after this thread was interrupted and closed it. */
  public static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    ShutdownHookManager.get()
        .addShutdownHook(interruption.hook, BEFORE_SPARK, SECONDS + 1, TimeUnit.SECONDS);
    return interruption;
  }

  /** True if the process is asked to end. */
  public boolean requested() {
    return requested;
  }

  /** Throws if the process is asked to end. */
  public void check() throws InterruptedException {
    if (requested) {
      throw new InterruptedException();
    }
  }

  /**
   * Throws if the process is ending. For loops that may have lost the interrupt of their thread:
   * the commands that Hadoop's local file system runs take it for their own.
   */
  static void checkProcess() throws InterruptedException {
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      throw new InterruptedException();
    }
  }

  private void await() {
    try {
      if (!done.await(SECONDS, TimeUnit.SECONDS)) {
        LoggerFactory.getLogger(Interruption.class).warn("Gave up waiting for the job to end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
