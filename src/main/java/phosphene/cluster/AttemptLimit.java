package phosphene.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * Work on pictures that is begun a bounded number of times. A picture that ends its process, or
 * never ends, would else be begun until Spark ends the whole job, and again in the next run.
 *
 * @param most times that a task is begun
 */
public record AttemptLimit<T, L>(ImageTaskFunction<T, L> work, int most)
    implements Dispatch.Work<T, AttemptLimit.Answer<L>> {

  /**
   * What came of a task.
   *
   * @param executor that worked on it
   */
  public record Answer<L>(String executor, List<L> lines) implements Serializable {}

  @Override
  public Answer<L> work(T task) {
    int before = TaskContext.get().attemptNumber();
    List<L> lines =
        before < most
            ? work.work(task)
            : work.givenUp(
                task,
                String.format(
                    Locale.ROOT, "it was begun %d times and never came to its end", before));
    return new Answer<>(SparkEnv.get().executorId(), lines);
  }
}
