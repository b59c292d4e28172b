package phosphene.cluster;

import java.util.List;

/**
 * What an executor does with a task of pictures: a line for each, also where it fails.
 *
 * @param <T> what a task is
 * @param <L> what it returns for a picture
 */
public interface ImageTaskFunction<T, L> extends Dispatch.Work<T, List<L>> {
  /**
   * The lines of a task that is not worked on any more: its pictures have failed.
   *
   * @param why in words
   */
  List<L> givenUp(T task, String why);
}
