package phosphene.site;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import phosphene.gallery.store.StoreException;

/**
 * Writes several objects at the same time, since a bucket answers each request late. To be closed.
 */
final class ParallelWriter implements AutoCloseable {
  /** How much is done at the same time. */
  static final int AT_ONCE = 16;

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final List<Future<?>> turn = new ArrayList<>();

  /**
   * Takes work, and waits for what was taken before if it is much.
   *
   * @throws StoreException if an object could not be written
   */
  void run(Runnable work) throws InterruptedException {
    if (turn.size() == AT_ONCE) {
      finish();
    }
    turn.add(threads.submit(work));
  }

  /**
   * Waits until all work is done.
   *
   * @throws StoreException if an object could not be written
   */
  void finish() throws InterruptedException {
    for (Future<?> work : turn) {
      finish(work);
    }
    turn.clear();
  }

  private static void finish(Future<?> work) throws InterruptedException {
    try {
      work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoreException failed) {
        throw failed;
      }
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
