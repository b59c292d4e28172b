package phosphene.cluster;

import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/** Ends tasks of cancelled jobs. */
public final class TaskCancellation {
  private TaskCancellation() {}

  /** Ends this task now if its job was cancelled, and not after its last image. */
  public static void ifCancelled() {
    if (TaskContext.get().isInterrupted()) {
      throw new TaskKilledException("the job was cancelled");
    }
  }
}
