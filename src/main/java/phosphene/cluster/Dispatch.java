package phosphene.cluster;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import phosphene.gallery.store.StoreException;
import phosphene.spec.SpecException;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Spark jobs whose results reach the driver as each partition of their tasks ends.
 *
 * @param <T> what a task is
 * @param <R> what it returns
 */
public final class Dispatch<T, R> {
  /** What an executor does with a task. */
  public interface Work<T, R> extends Serializable {
    R work(T task);
  }

  /** What the driver does while it waits for results. */
  public interface Idle {
    /** Does it, and says how soon it wants to do more, if no result comes before. */
    Duration work();

    /** Does it twice a second. */
    static Idle seldom(Runnable work) {
      return () -> {
        work.run();
        return HALF_A_SECOND;
      };
    }
  }

  /** The property of Spark's jobs whose last stage is work. */
  static final String WORKS = "phosphene.works";

  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  // Ten seconds: a step of a large network takes one or two, and then the task ends.
  private static final int QUIET_TRIES = 200;
  private static final int QUIET_MILLIS = 50;

  private final JavaSparkContext spark;
  private final Work<T, R> work;
  private final List<SimpleFutureAction<BoxedUnit>> jobs = new ArrayList<>();

  public Dispatch(JavaSparkContext spark, Work<T, R> work) {
    this.spark = spark;
    this.work = work;
  }

  /** A job of one partition for each task; none if there are no tasks. */
  public static <T> List<JobStage<T>> stages(
      JavaSparkContext spark, String description, List<T> tasks) {
    return tasks.isEmpty()
        ? List.of()
        : List.of(new JobStage<>(description, spark.parallelize(tasks, tasks.size())));
  }

  /**
   * Runs the tasks of all stages, those of a later stage as soon as the earlier ones leave room;
   * passes each result to {@code use} in this thread, and calls {@code idle} when there is none at
   * hand, at least about twice a second, and sooner when it asks for that.
   *
   * <p>If {@code use} or {@code idle} throws, the jobs are cancelled.
   *
   * @throws InterruptedException if this thread is interrupted; the jobs are cancelled, and what
   *     had come in by then was passed on
   */
  public void run(List<JobStage<T>> stages, Consumer<R> use, Idle idle)
      throws InterruptedException {
    BlockingQueue<Optional<R>> results = new LinkedBlockingQueue<>();
    try {
      stages.forEach(stage -> submit(stage, results));
      Duration wait = HALF_A_SECOND;
      while (!over()) {
        pass(results, wait, use);
        wait = idle.work();
        Interruption.checkProcess();
      }
      for (SimpleFutureAction<BoxedUnit> job : jobs) {
        await(job);
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      jobs.forEach(SimpleFutureAction::cancel);
      awaitIdle();
      throw e;
    } finally {
      List<Optional<R>> rest = new ArrayList<>();
      results.drainTo(rest);
      rest.forEach(result -> result.ifPresent(use));
    }
  }

  /** As the other, with what there is time for twice a second. */
  public void run(List<JobStage<T>> stages, Consumer<R> use, Runnable idle)
      throws InterruptedException {
    run(stages, use, Idle.seldom(idle));
  }

  private void submit(JobStage<T> stage, BlockingQueue<Optional<R>> results) {
    List<Object> partitions = new ArrayList<>();
    for (int i = 0; i < stage.tasks().getNumPartitions(); i++) {
      partitions.add(i);
    }
    spark.setJobDescription(stage.description());
    spark.setCallSite(stage.description()); // the name of its stage
    spark.setLocalProperty(WORKS, "true");
    try {
      SimpleFutureAction<BoxedUnit> job =
          spark
              .sc()
              .submitJob(
                  stage.tasks().rdd(),
                  new Partition<>(work),
                  CollectionConverters.asScala(partitions).toSeq(),
                  new Collect<>(results),
                  new Nothing());
      jobs.add(job);
      // Else what waits for results would wait half a second beyond the last.
      FutureConverters.asJava(job).whenComplete((end, failure) -> results.add(Optional.empty()));
    } finally {
      spark.clearCallSite();
      spark.setLocalProperty(WORKS, null);
    }
  }

  /** True if all jobs have ended, or one has failed. */
  private boolean over() {
    return jobs.stream().allMatch(SimpleFutureAction::isCompleted)
        || jobs.stream().anyMatch(job -> job.isCompleted() && job.value().get().isFailure());
  }

  /** Spark's numbers of the jobs that were run. */
  public List<Integer> numbers() {
    return jobs.stream()
        .flatMap(job -> CollectionConverters.asJava(job.jobIds()).stream())
        .map(Integer.class::cast)
        .toList();
  }

  /** Waits for a while until the executors have let go of their tasks and write no more. */
  private void awaitIdle() throws InterruptedException {
    for (int i = 0; i < QUIET_TRIES && running(); i++) {
      TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
    }
  }

  private boolean running() {
    return Arrays.stream(spark.sc().statusTracker().getExecutorInfos())
        .anyMatch(executor -> executor.numRunningTasks() > 0);
  }

  /** Waits for a result, or for the end of a job; passes what else has come by then. */
  private static <R> void pass(BlockingQueue<Optional<R>> results, Duration wait, Consumer<R> use)
      throws InterruptedException {
    Duration most = wait.compareTo(HALF_A_SECOND) < 0 ? wait : HALF_A_SECOND;
    Optional<R> result = results.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    for (int more = results.size(); result != null; more--) {
      result.ifPresent(use);
      result = more > 0 ? results.poll() : null;
    }
  }

  private static void await(SimpleFutureAction<BoxedUnit> job) throws InterruptedException {
    try {
      FutureConverters.asJava(job).toCompletableFuture().get();
    } catch (ExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof StoreException store) {
          throw store;
        }
        if (cause instanceof SpecException mistake) { // a device that cannot be used
          throw mistake;
        }
      }
      throw new IllegalStateException("The Spark job failed: " + e.getMessage(), e);
    }
  }

  /** Runs the work on the tasks of a partition. */
  private static final class Partition<T, R> extends AbstractFunction1<Iterator<T>, List<R>>
      implements Serializable {
    private static final long serialVersionUID = 1;
    private final Work<T, R> work;

    Partition(Work<T, R> work) {
      this.work = work;
    }

    @Override
    public List<R> apply(Iterator<T> tasks) {
      List<R> results = new ArrayList<>();
      while (tasks.hasNext()) {
        results.add(work.work(tasks.next()));
      }
      return results;
    }
  }

  /** Takes results on Spark's own thread, which must not wait. */
  private static final class Collect<R> extends AbstractFunction2<Object, List<R>, BoxedUnit> {
    private final BlockingQueue<Optional<R>> results;

    Collect(BlockingQueue<Optional<R>> results) {
      this.results = results;
    }

    @Override
    public BoxedUnit apply(Object partition, List<R> some) {
      some.forEach(result -> results.add(Optional.of(result)));
      return BoxedUnit.UNIT;
    }
  }

  /** The value of a job that has none. */
  private static final class Nothing extends AbstractFunction0<BoxedUnit> {
    @Override
    public BoxedUnit apply() {
      return BoxedUnit.UNIT;
    }
  }
}
