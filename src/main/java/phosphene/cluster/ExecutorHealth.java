package phosphene.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import phosphene.gallery.Outcome.Reason;

/**
 * Replaces executors whose tasks all fail: their GPU no longer answers, say, or their memory is
 * used up. A failed task ends quickly, so such an executor would soon fail all tasks of the job.
 */
public final class ExecutorHealth {
  /** Failed tasks in a row after which an executor is replaced. */
  public static final int MOST_FAILURES = 3;

  // The images themselves may be the reason. Then no new executor helps, and no more are asked for.
  private static final int MOST_REPLACEMENTS = 5;

  private final Consumer<String> replace;
  private final Map<String, Integer> failed = new HashMap<>();
  private int left = MOST_REPLACEMENTS;

  /**
   * All executors count as healthy.
   *
   * @param replace takes executors that are to be replaced
   */
  public ExecutorHealth(Consumer<String> replace) {
    this.replace = replace;
  }

  /**
   * Takes note of how a task ended.
   *
   * @param failure why a line has no image; empty if it has one
   */
  public <L> void add(AttemptLimit.Answer<L> answer, Function<L, Optional<Reason>> failure) {
    boolean failed =
        answer.lines().stream()
            .allMatch(line -> failure.apply(line).filter(Reason::ofExecutor).isPresent());
    if (failed && !answer.lines().isEmpty()) {
      failed(answer.executor());
    } else {
      succeeded(answer.executor());
    }
  }

  /** A task ended with at least one image. */
  void succeeded(String executor) {
    failed.remove(executor);
    left = MOST_REPLACEMENTS;
  }

  /** All images of a task failed, for reasons that may lie in the executor. */
  void failed(String executor) {
    if (failed.merge(executor, 1, Integer::sum) >= MOST_FAILURES && left > 0) {
      left--;
      failed.remove(executor);
      replace.accept(executor);
    }
  }
}
