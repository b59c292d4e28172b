package phosphene.cluster;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts the steps and operations of tasks as they are done.
 *
 * @param operations in millions
 * @param steps passes forward and back of one image, or of one tile of a photo
 * @param signs of life
 */
public record WorkCounters(LongAccumulator operations, LongAccumulator steps, LongAccumulator signs)
    implements Serializable {

  public static WorkCounters in(SparkContext spark) {
    return new WorkCounters(
        spark.longAccumulator("million operations"),
        spark.longAccumulator("steps"),
        spark.longAccumulator("signs of life"));
  }

  /** Counts on an executor: steps of so many operations in all. */
  public void add(long taken, double flop) {
    long millions = Math.round(flop / 1e6);
    operations.add(millions);
    steps.add(taken);
    alive();
    Metrics.ofExecutor().worked(taken, millions);
  }

  /**
   * Shows on an executor that a task without steps goes on, or waits for its turn; ends the task if
   * its job was cancelled.
   */
  public void keepAlive() {
    TaskCancellation.ifCancelled();
    alive();
  }

  private void alive() {
    signs.add(1);
  }
}
