package phosphene.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.StoreException;

/** Writes objects, some at the same time: a bucket lets each wait. To be closed. */
final class PagePress implements AutoCloseable {
  private static final int AT_ONCE = 16; // three turns for a chunk of the strip

  private final ObjectStore store;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  PagePress(ObjectStore store) {
    this.store = store;
  }

  /**
   * Writes objects, by their names, and returns when all are there.
   *
   * @throws StoreException if one cannot be written
   */
  void write(Map<String, byte[]> objects) throws InterruptedException {
    List<Callable<String>> puts = new ArrayList<>();
    objects.forEach(
        (name, bytes) ->
            puts.add(
                () -> {
                  store.write(name, bytes);
                  return name;
                }));
    for (Future<String> put : threads.invokeAll(puts)) {
      finish(put);
    }
  }

  private static void finish(Future<String> put) throws InterruptedException {
    try {
      put.get();
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
