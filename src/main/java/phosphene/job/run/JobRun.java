package phosphene.job.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Cluster;
import phosphene.cluster.Dispatch;
import phosphene.cluster.ExecutorHealth;
import phosphene.cluster.ImageTaskFunction;
import phosphene.cluster.JobStage;
import phosphene.cluster.Metrics;
import phosphene.cluster.Slot;
import phosphene.cluster.Storage;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Manifest;
import phosphene.gallery.Outcome;
import phosphene.gallery.RowOrder;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.PendingUploads;
import phosphene.gallery.store.RetryPolicy;
import phosphene.gallery.store.StoreException;

/**
 * One run of a job on a cluster. It sends out the tasks, enters their results into the index,
 * reports them to the listener and to Spark's metrics, and writes a summary.
 */
public final class JobRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

  private final JavaSparkContext spark;
  private final ObjectStore store;
  private final RowOrder.Counter rows;
  private final Title title;
  private final JobListener listener;
  private final Instant began = Clock.systemUTC().instant();
  private final long begin = System.nanoTime();
  private final RunCounters counters = new RunCounters();
  private final RunMonitor monitor;
  private final ExecutorHealth executorHealth;
  private final List<Integer> jobs = new ArrayList<>();
  private long nanos;

  /**
   * What job it is.
   *
   * @param job its kind, such as {@code atlas}
   * @param network by its name
   * @param version of Phosphene
   */
  record Title(String job, String network, String version, Optional<SlotPrice> tariff) {
    static Title of(Manifest manifest, Optional<SlotPrice> tariff) {
      return new Title(manifest.kind(), manifest.network().name(), manifest.version(), tariff);
    }
  }

  /**
   * Where a run writes.
   *
   * @param store the gallery, which takes nothing that is not the job's to write
   * @param rows counts those of the index
   * @param places of the job's objects there
   */
  record Place(ObjectStore store, RowOrder.Counter rows, GalleryPlaces places) {}

  /** What is done in a run. */
  public interface Work {
    void of(JobRun run) throws InterruptedException;
  }

  /** What is to be made, and its floating point operations. */
  public record Load(long images, double flop) {}

  private JobRun(Cluster cluster, Place place, Title title, JobListener listener) {
    this.spark = cluster.context();
    this.store = place.store();
    this.rows = place.rows();
    this.title = title;
    this.listener = listener;
    // A local run has this process alone, and no other executor to replace it.
    this.executorHealth = new ExecutorHealth(spark.sc().isLocal() ? executor -> {} : this::replace);
    this.monitor = RunMonitor.begin(spark, listener);
  }

  /** Does work as one run, and sums it up, also if it is interrupted. */
  static Summary run(Cluster cluster, Place place, Title title, JobListener listener, Work work)
      throws InterruptedException {
    try (JobRun run = begin(cluster, place, title, listener)) {
      try {
        PendingUploads.dropOld(
            place.store().uri(), Storage.settings(run.spark.getConf()), place.places()::belongs);
        work.of(run);
        return run.finish();
      } catch (InterruptedException e) {
        run.writeInterrupted();
        throw e;
      }
    }
  }

  /** Begins a run; Spark shows its jobs as one group. */
  private static JobRun begin(Cluster cluster, Place place, Title title, JobListener listener) {
    JobRun run = new JobRun(cluster, place, title, listener);
    String group = title.network() + " " + title.job() + " to " + place.store().uri();
    run.spark.setJobGroup(group, group);
    return run;
  }

  /** Counts the rows of the run. */
  public RowOrder.Counter rows() {
    return rows;
  }

  /** What tasks count their work by. */
  public WorkCounters workCounters() {
    return monitor.workCounters();
  }

  RunMonitor monitor() {
    return monitor;
  }

  /** Sends files to the executors. */
  public void ship(List<Path> files) {
    files.forEach(path -> spark.addFile(path.toUri().toString()));
  }

  /** Tasks, one a partition, that Spark shows as one job. */
  public <T> List<JobStage<T>> stages(String description, List<T> tasks) {
    return Dispatch.stages(spark, description, tasks);
  }

  /**
   * Makes images, and enters a row for each line that comes back. An image that failed, and may
   * succeed in another try, gets a task of its own when all other tasks have ended.
   */
  public <T, L, R> void render(
      Load load,
      List<JobStage<T>> stages,
      ImageTaskFunction<T, L> worker,
      IndexTable<R> table,
      ResultHandler<T, L, R> handler)
      throws InterruptedException {
    listener.begin(load.images(), load.flop());
    counters.planned(load.images());
    Metrics.ofDriver().planned(load.images());
    long start = System.nanoTime();
    try (IndexWriter<R> index =
        new IndexWriter<>(table, store, IndexWriter.Limits.standard(), Clock.systemUTC())) {
      new RenderRounds<>(this, worker, handler, index, executorHealth)
          .render(stages, title.network());
    } finally {
      nanos += System.nanoTime() - start;
      listener.end();
    }
    handler.ended();
    EngineCache.clear(); // no task is left that uses it, unless the job broke off
    LOG.info("Worked on {} images for {} s", load.images(), Math.round(nanos / 1e9));
  }

  private void replace(String executor) {
    LOG.warn(
        "Replaced executor {}: all images of {} tasks in a row failed",
        executor,
        ExecutorHealth.MOST_FAILURES);
    spark.sc().killAndReplaceExecutor(executor);
  }

  /** Tasks, one a partition. */
  public <T> JavaRDD<T> parallel(List<T> tasks) {
    return spark.parallelize(tasks, Math.max(1, tasks.size()));
  }

  /** Runs tasks that make no images, as one job; {@code use} gets each result. */
  public <T, R> void run(
      String description, JavaRDD<T> tasks, Dispatch.Work<T, R> worker, Consumer<R> use)
      throws InterruptedException {
    Dispatch.Idle idle = Dispatch.Idle.seldom(monitor::checkStalls);
    dispatch(List.of(new JobStage<>(description, tasks)), worker, use, idle);
  }

  <T, R> void dispatch(
      List<JobStage<T>> stages, Dispatch.Work<T, R> worker, Consumer<R> use, Dispatch.Idle idle)
      throws InterruptedException {
    Dispatch<T, R> dispatch = new Dispatch<>(spark, worker);
    dispatch.run(stages, use, idle);
    jobs.addAll(dispatch.numbers());
  }

  /** An image ended. */
  public void ended(Outcome outcome, Summary.Slow slow) {
    counters.ended(outcome, slow);
    Metrics.ofDriver().ended(outcome);
    listener.received(outcome);
  }

  /** An image that seemed to be missing was found to be there. */
  public void unchanged() {
    counters.unchanged();
    Metrics.ofDriver().unchanged();
    listener.unchanged();
  }

  /** A tour or a flight was filmed, or not. */
  void filmed(String problem) {
    counters.filmed(problem);
    listener.filmed(problem);
  }

  /** A contact sheet could not be made. */
  void sheetFailed(String problem) {
    counters.sheetFailed();
    listener.sheetFailed(problem);
  }

  /** Writes the summary to the gallery. */
  private Summary finish() throws InterruptedException {
    monitor.await(jobs);
    Summary summary = summary(Summary.End.FINISHED);
    summary.write(RetryPolicy.standard().of(store));
    return summary;
  }

  /** Writes a summary of the work that was done; a store that fails is no problem here. */
  private void writeInterrupted() {
    try {
      summary(Summary.End.INTERRUPTED).write(store);
    } catch (StoreException e) {
      LOG.warn("Cannot write the summary of the interrupted run: {}", e.getMessage());
    }
  }

  private Summary summary(Summary.End end) {
    SparkConf conf = spark.getConf();
    Summary.Run run =
        new Summary.Run(
            title.job(), title.network(), title.version(), end, began, Clock.systemUTC().instant());
    Summary.Effort effort =
        new Summary.Effort(
            (System.nanoTime() - begin) / 1e9,
            nanos / 1e9,
            monitor.taskSeconds(),
            conf.getInt("spark.task.cpus", 1),
            Slot.gpus(conf) ? Summary.Slot.GPU : Summary.Slot.CORE,
            monitor.flop());
    return new Summary(
        run, counters.counts(), effort, counters.slowest(), counters.examples(), title.tariff());
  }

  @Override
  public void close() {
    monitor.close();
    spark.clearJobGroup();
  }
}
