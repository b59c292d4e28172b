package phosphene.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Loads native libraries, and says why one does not load. */
public final class Loading {
  private Loading() {}

  /**
   * Uses a library for the first time, in a thread of its own: a task may be interrupted at any
   * time, and a class whose first use is interrupted is lost to its process.
   *
   * @param library its name in the message
   * @param use the first use; what it throws is the reason. It must not need the class that waits
   *     for it here in its static initializer, so no lambda of that class.
   * @return why it does not load: the end of a sentence; empty if it did
   */
  public static Optional<String> failure(String library, Runnable use) {
    List<String> reasons = new CopyOnWriteArrayList<>();
    Thread loader = new Thread(use, library + "-loader");
    loader.setDaemon(true);
    loader.setUncaughtExceptionHandler(
        (thread, e) -> reasons.add(library + " does not load: " + cause(e)));
    loader.start();
    boolean interrupted = false;
    while (loader.isAlive()) {
      try {
        loader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return reasons.stream().findFirst();
  }

  /** What the first of a chain of failures says. */
  private static String cause(Throwable e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return Optional.ofNullable(first.getMessage())
        .map(String::strip)
        .filter(text -> text.contains(" ")) // else it is no more than the name of a class, say
        .map(text -> text.lines().findFirst().orElse(text))
        .orElseGet(first::toString);
  }
}
