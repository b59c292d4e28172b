package phosphene.job.run;

import java.util.Optional;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;

/**
 * How a run handles the results of one kind of job.
 *
 * @param <T> what a task is
 * @param <L> what it returns for an image
 * @param <R> a row of the index
 */
public interface ResultHandler<T, L, R> {
  /** The row of an image, unless its task has entered it; the run counts how it ended. */
  Optional<R> row(L line, JobRun run);

  /** Why an outcome is no image; empty if it is one. */
  static Optional<Reason> failure(Outcome outcome) {
    return outcome instanceof Outcome.Failed failed
        ? Optional.of(failed.reason())
        : Optional.empty();
  }

  /** Why there is no image; empty if there is one. */
  Optional<Reason> failure(L line);

  /** Frees what tasks shared in this process: none is left, unless the job broke off. */
  default void ended() {}

  /** A task for this image alone, if it failed and another try may end otherwise. */
  Optional<T> retry(L line);
}
