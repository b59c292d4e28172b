package phosphene.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * A limit on how often a task is started. A task that ends its process, or never ends, would else
 * be started until Spark ends the whole job, and again in the next run.
 *
 * @param most times that a task is started
 */
public record AttemptLimit<T, L>(ImageTaskFunction<T, L> work, int most)
    implements Dispatch.Work<T, AttemptLimit.Answer<L>> {

  /**
   * The result of a task.
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
                String.format(Locale.ROOT, "it was started %d times and never ended", before));
    return new Answer<>(SparkEnv.get().executorId(), lines);
  }
}
