package phosphene.cluster;

import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;

/** When a task ends before its work is done. */
public final class TaskCancellation {
  private TaskCancellation() {}

  /** Ends a task of a cancelled job here, and not with its last picture. */
  public static void ifCancelled() {
    if (TaskContext.get().isInterrupted()) {
      throw new TaskKilledException("the job was cancelled");
    }
  }
}
