package phosphene.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C (and a polite kill) interrupt a thread and wait until it has put its things in
 * order, instead of ending the process under it.
 */
final class Interruption implements AutoCloseable {
  private static final int SECONDS = 20;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Thread worker) {
    this.hook =
        new Thread(
            () -> {
              worker.interrupt();
              await();
            },
            "interruption");
  }

  static Interruption ofThisThread() {
    Interruption interruption = new Interruption(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Lets the process end: the work is done. */
  void settled() {
    done.countDown();
  }

  private void await() {
    try {
      if (!done.await(SECONDS, TimeUnit.SECONDS)) {
        org.slf4j.LoggerFactory.getLogger(Interruption.class)
            .warn("Gave up waiting for the job to end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    settled();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is already on its way down: the hook has run.
      Thread.currentThread().interrupt();
    }
  }
}
