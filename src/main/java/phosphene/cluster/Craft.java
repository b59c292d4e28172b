package phosphene.cluster;

import java.util.Optional;

/**
 * What a shift has to know of a kind of picture.
 *
 * @param <T> what a task is
 * @param <L> what it returns for a picture
 * @param <R> a row of the index
 */
interface Craft<T, L, R> {
  /** The row of a picture, unless its task has entered it; the shift hears how it ended. */
  Optional<R> row(L line, Shift shift);

  /** A task for this picture alone, if it failed and another try may end otherwise. */
  Optional<T> again(L line);
}
