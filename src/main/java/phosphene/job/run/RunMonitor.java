package phosphene.job.run;

import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import phosphene.cluster.LiveProgress;
import phosphene.cluster.Metrics;
import phosphene.cluster.TaskTimes;
import phosphene.cluster.Watchdog;
import phosphene.cluster.WorkCounters;

/** The progress, the times and the stalls of a run's tasks, as Spark reports them. */
final class RunMonitor implements AutoCloseable {
  private final SparkContext spark;
  private final JobListener listener;
  private final WorkCounters workCounters;
  private final TaskTimes taskTimes = new TaskTimes();
  private final LiveProgress operations;
  private final LiveProgress steps;
  private final Watchdog watchdog;
  private long shownSteps;
  private long shownMillions;

  private RunMonitor(JavaSparkContext spark, JobListener listener) {
    this.spark = spark.sc();
    this.listener = listener;
    this.workCounters = WorkCounters.in(spark.sc());
    this.operations = new LiveProgress(workCounters.operations());
    this.steps = new LiveProgress(workCounters.steps());
    this.watchdog =
        new Watchdog(
            spark.sc(),
            workCounters.signs(),
            Watchdog.stallLimit(spark.getConf()),
            System::nanoTime);
  }

  /**
   * Begins to listen to Spark.
   *
   * @param listener gets the progress
   */
  static RunMonitor begin(JavaSparkContext spark, JobListener listener) {
    RunMonitor monitor = new RunMonitor(spark, listener);
    monitor.listeners().forEach(monitor.spark::addSparkListener);
    return monitor;
  }

  private List<SparkListener> listeners() {
    return List.of(taskTimes, operations, steps, watchdog);
  }

  /** What tasks count their work by. */
  WorkCounters workCounters() {
    return workCounters;
  }

  /** Ends tasks that stand still. */
  void checkStalls() {
    watchdog.look();
  }

  /** Shows the work so far, that of running tasks included. */
  void showProgress() {
    show(steps.count(), operations.count());
  }

  /** Shows the work of all tasks, which have ended. */
  void showTotal() {
    show(workCounters.steps().value(), workCounters.operations().value());
  }

  private void show(long taken, long millions) {
    listener.worked(millions * 1e6);
    long moreSteps = Math.max(0, taken - shownSteps);
    long moreMillions = Math.max(0, millions - shownMillions);
    Metrics.ofDriver().worked(moreSteps, moreMillions);
    shownSteps += moreSteps;
    shownMillions += moreMillions;
  }

  /** Waits until Spark has reported the ends of {@code jobs}. */
  void await(List<Integer> jobs) throws InterruptedException {
    taskTimes.await(jobs);
  }

  /** How long tasks held their slots. */
  double taskSeconds() {
    return taskTimes.seconds();
  }

  /** Floating point operations that were done. */
  double flop() {
    return workCounters.operations().value() * 1e6;
  }

  /** Listens no more. */
  @Override
  public void close() {
    listeners().forEach(spark::removeSparkListener);
  }
}
