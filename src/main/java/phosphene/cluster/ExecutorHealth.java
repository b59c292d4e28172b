package phosphene.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import phosphene.gallery.Outcome.Reason;

/**
 * Sends executors away that fail at everything: a graphics card that answers no more, say, or a
 * process whose memory is used up. Failures are values, and quick: such an executor would soon have
 * failed at all tasks that there are.
 */
public final class ExecutorHealth {
  /** Tasks in a row. */
  public static final int ILL = 3;

  // It may be the pictures: then no new executor helps, and soon none is asked for.
  private static final int NEW_ONES = 5;

  private final Consumer<String> replace;
  private final Map<String, Integer> failed = new HashMap<>();
  private int left = NEW_ONES;

  /**
   * A ward.
   *
   * @param replace hears of executors that are to be replaced
   */
  public ExecutorHealth(Consumer<String> replace) {
    this.replace = replace;
  }

  /**
   * Hears what came of a task.
   *
   * @param failure why a line is no picture; empty if it is one
   */
  public <L> void hear(AttemptLimit.Answer<L> answer, Function<L, Optional<Reason>> failure) {
    boolean failed =
        answer.lines().stream()
            .allMatch(line -> failure.apply(line).filter(Reason::ofExecutor).isPresent());
    if (failed && !answer.lines().isEmpty()) {
      failed(answer.executor());
    } else {
      well(answer.executor());
    }
  }

  /** A task ended well, or at least one of its pictures did. */
  void well(String executor) {
    failed.remove(executor);
    left = NEW_ONES;
  }

  /** All pictures of a task failed, for reasons that may lie with the executor. */
  void failed(String executor) {
    if (failed.merge(executor, 1, Integer::sum) >= ILL && left > 0) {
      left--;
      failed.remove(executor);
      replace.accept(executor);
    }
  }
}
