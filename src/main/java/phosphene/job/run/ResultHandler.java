package phosphene.job.run;

import java.util.Optional;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;

/**
 * What a shift has to know of a kind of picture.
 *
 * @param <T> what a task is
 * @param <L> what it returns for a picture
 * @param <R> a row of the index
 */
public interface ResultHandler<T, L, R> {
  /** The row of a picture, unless its task has entered it; the shift hears how it ended. */
  Optional<R> row(L line, JobRun shift);

  /** Why an outcome is no picture; empty if it is one. */
  static Optional<Reason> failure(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        ? Optional.of(failed.reason())
        : Optional.empty();
  }

  /** Why there is no picture; empty if there is one. */
  Optional<Reason> failure(L line);

  /** No task is left, unless the job broke off: what they shared in this process can go. */
  default void ended() {}

  /** A task for this picture alone, if it failed and another try may end otherwise. */
  Optional<T> retry(L line);
}
