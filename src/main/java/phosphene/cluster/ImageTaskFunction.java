package phosphene.cluster;

import java.util.List;

/**
 * What an executor does with a task of images: a line for each, also where it fails.
 *
 * @param <T> what a task is
 * @param <L> what it returns for an image
 */
public interface ImageTaskFunction<T, L> extends Dispatch.Work<T, List<L>> {
  /**
   * The lines of a task that is not worked on any more: its images have failed.
   *
   * @param why in words
   */
  List<L> givenUp(T task, String why);
}
