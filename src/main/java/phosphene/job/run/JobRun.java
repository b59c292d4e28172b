package phosphene.job.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
import phosphene.cluster.AttemptLimit;
import phosphene.cluster.Cluster;
import phosphene.cluster.Dispatch;
import phosphene.cluster.ExecutorHealth;
import phosphene.cluster.ImageTaskFunction;
import phosphene.cluster.JobStage;
import phosphene.cluster.LiveProgress;
import phosphene.cluster.Metrics;
import phosphene.cluster.Slot;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskTimes;
import phosphene.cluster.Watchdog;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Outcome;
import phosphene.gallery.Provenance;
import phosphene.gallery.RowOrder;
import phosphene.gallery.SlotPrice;
import phosphene.gallery.Summary;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.RowMaker;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.PendingUploads;
import phosphene.gallery.store.RetryPolicy;
import phosphene.gallery.store.StoreException;

/**
 * One run of a job on a cluster: sends its tasks out, enters what comes back into the index, tells
 * the watch and Spark's metrics, and sums up.
 */
public final class JobRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
  private static final int TRIES = 3;
  // How often a task is begun, if executors are lost or it stands still: one of many pictures, and
  // one of a picture that has failed.
  private static final int BEGUN = 8;
  private static final int BEGUN_ALONE = 3;
  // If more fail, something is wrong that does not pass: a store that takes nothing, say.
  private static final int MOST_AGAIN = 1000;

  private final JavaSparkContext spark;
  private final ObjectStore store;
  private final RowOrder.Counter rows;
  private final Title title;
  private final JobListener watch;
  private final Instant began = Clock.systemUTC().instant();
  private final long begin = System.nanoTime();
  private final TaskTimes timesheet = new TaskTimes();
  private final RunCounters ledger = new RunCounters();
  private final WorkCounters done;
  private final LiveProgress operations;
  private final LiveProgress steps;
  private final Watchdog watchdog;
  private final ExecutorHealth ward;
  private final List<Integer> jobs = new ArrayList<>();
  private long nanos;
  private long shownSteps;
  private long shownMillions;

  /**
   * What job it is.
   *
   * @param job its kind, such as {@code atlas}
   * @param network by its name
   * @param version of Phosphene
   */
  record Title(String job, String network, String version, Optional<SlotPrice> tariff) {
    static Title of(String job, Provenance provenance, Optional<SlotPrice> tariff) {
      return new Title(job, provenance.network().name(), provenance.version(), tariff);
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
    void of(JobRun shift) throws InterruptedException;
  }

  /** What is to be made, and its floating point operations. */
  public record Load(long pictures, double flop) {}

  private JobRun(Cluster cluster, Place place, Title title, JobListener watch) {
    this.spark = cluster.context();
    this.store = place.store();
    this.rows = place.rows();
    this.title = title;
    this.watch = watch;
    // Of this process alone there is no other executor to be had.
    this.ward = new ExecutorHealth(spark.sc().isLocal() ? executor -> {} : this::replace);
    this.done = WorkCounters.in(spark.sc());
    this.operations = new LiveProgress(done.operations());
    this.steps = new LiveProgress(done.steps());
    this.watchdog =
        new Watchdog(
            spark.sc(), done.signs(), Watchdog.patience(spark.getConf()), System::nanoTime);
  }

  /** Does work as one run, and sums it up, also if it is interrupted. */
  static Summary run(Cluster cluster, Place place, Title title, JobListener watch, Work work)
      throws InterruptedException {
    try (JobRun shift = begin(cluster, place, title, watch)) {
      try {
        PendingUploads.dropOld(
            place.store().uri(), Storage.settings(shift.spark.getConf()), place.places()::belongs);
        work.of(shift);
        return shift.finish();
      } catch (InterruptedException e) {
        shift.breakOff();
        throw e;
      }
    }
  }

  /** Begins a run; Spark shows its jobs as one group. */
  private static JobRun begin(Cluster cluster, Place place, Title title, JobListener watch) {
    JobRun shift = new JobRun(cluster, place, title, watch);
    shift.spark.sc().addSparkListener(shift.timesheet);
    shift.spark.sc().addSparkListener(shift.operations);
    shift.spark.sc().addSparkListener(shift.steps);
    shift.spark.sc().addSparkListener(shift.watchdog);
    String group = title.network() + " " + title.job() + " to " + place.store().uri();
    shift.spark.setJobGroup(group, group);
    return shift;
  }

  /** Counts the rows of the run. */
  public RowOrder.Counter rows() {
    return rows;
  }

  /** What tasks count their work by. */
  public WorkCounters done() {
    return done;
  }

  /** Sends a file to the executors. */
  public void ship(Optional<Path> file) {
    file.ifPresent(path -> spark.addFile(path.toUri().toString()));
  }

  /** Tasks, one a partition, that Spark shows as one job. */
  public <T> List<JobStage<T>> lot(String description, List<T> tasks) {
    return Dispatch.lot(spark, description, tasks);
  }

  /**
   * Makes pictures, and enters a row for each line that comes back. What failed and may end
   * otherwise is tried again on its own when all else is done.
   */
  public <T, L, R> void render(
      Load load,
      List<JobStage<T>> lots,
      ImageTaskFunction<T, L> worker,
      IndexTable<R> table,
      ResultHandler<T, L, R> craft)
      throws InterruptedException {
    watch.begin(load.pictures(), load.flop());
    ledger.planned(load.pictures());
    Metrics.ofDriver().planned(load.pictures());
    long start = System.nanoTime();
    try (IndexWriter<R> index =
        new IndexWriter<>(table, store, IndexWriter.Limits.standard(), Clock.systemUTC())) {
      List<JobStage<T>> open = lots;
      for (int left = TRIES - 1; !open.isEmpty(); left--) {
        AttemptLimit<T, L> bounded =
            new AttemptLimit<>(worker, left == TRIES - 1 ? BEGUN : BEGUN_ALONE);
        List<T> again = round(open, bounded, index, craft, left > 0 ? MOST_AGAIN : 0);
        open = lot(title.network() + " " + again.size() + " again", again);
      }
      show(done.steps().value(), done.operations().value());
    } finally {
      nanos += System.nanoTime() - start;
      watch.end();
    }
    craft.ended();
    EngineCache.clear(); // no task is left that uses it, unless the job broke off
    LOG.info("Worked on {} pictures for {} s", load.pictures(), Math.round(nanos / 1e9));
  }

  /** Runs all lots once; returns tasks for at most {@code most} of the pictures that failed. */
  private <T, L, R> List<T> round(
      List<JobStage<T>> lots,
      AttemptLimit<T, L> worker,
      IndexWriter<R> index,
      ResultHandler<T, L, R> craft,
      int most)
      throws InterruptedException {
    List<T> again = new ArrayList<>();
    dispatch(
        lots,
        worker,
        answer -> {
          ward.hear(answer, craft::failure);
          for (L line : answer.lines()) {
            Optional<T> task = again.size() < most ? craft.again(line) : Optional.empty();
            task.ifPresentOrElse(again::add, () -> enter(craft.row(line, this), index));
          }
        },
        () -> {
          Duration wait = index.tick();
          watchdog.look();
          show(steps.count(), operations.count());
          return wait;
        });
    return again;
  }

  private <R> void enter(Optional<R> row, IndexWriter<R> index) {
    row.ifPresent(some -> index.add(RowMaker.ordered(rows.next(), some)));
  }

  private void replace(String executor) {
    LOG.warn(
        "Replaced executor {}: all pictures of {} tasks in a row failed",
        executor,
        ExecutorHealth.ILL);
    spark.sc().killAndReplaceExecutor(executor);
  }

  /** Tasks, one a partition. */
  public <T> JavaRDD<T> parallel(List<T> tasks) {
    return spark.parallelize(tasks, Math.max(1, tasks.size()));
  }

  /** Runs tasks that make no pictures, as one job; {@code use} hears of each result. */
  <T, R> void run(String description, JavaRDD<T> tasks, Dispatch.Work<T, R> worker, Consumer<R> use)
      throws InterruptedException {
    Dispatch.Idle idle = Dispatch.Idle.seldom(watchdog::look);
    dispatch(List.of(new JobStage<>(description, tasks)), worker, use, idle);
  }

  private <T, R> void dispatch(
      List<JobStage<T>> lots, Dispatch.Work<T, R> worker, Consumer<R> use, Dispatch.Idle idle)
      throws InterruptedException {
    Dispatch<T, R> dispatch = new Dispatch<>(spark, worker);
    dispatch.run(lots, use, idle);
    jobs.addAll(dispatch.numbers());
  }

  /** A picture ended. */
  public void ended(Outcome outcome, Summary.Slow slow) {
    ledger.ended(outcome, slow);
    Metrics.ofDriver().ended(outcome);
    watch.received(outcome);
  }

  /** A picture that seemed to be missing was found to be there. */
  public void unchanged() {
    ledger.unchanged();
    Metrics.ofDriver().unchanged();
    watch.unchanged();
  }

  /** A tour or a flight was filmed, or not. */
  void filmed(String problem) {
    ledger.filmed(problem);
    watch.filmed(problem);
  }

  /** A contact sheet could not be drawn. */
  void undrawn(String problem) {
    ledger.undrawn();
    watch.undrawn(problem);
  }

  private void show(long taken, long millions) {
    watch.worked(millions * 1e6);
    long moreSteps = Math.max(0, taken - shownSteps);
    long moreMillions = Math.max(0, millions - shownMillions);
    Metrics.ofDriver().worked(moreSteps, moreMillions);
    shownSteps += moreSteps;
    shownMillions += moreMillions;
  }

  /** Sums up, and leaves the summary in the gallery. */
  private Summary finish() throws InterruptedException {
    timesheet.await(jobs);
    Summary summary = summary(Summary.End.FINISHED);
    summary.write(RetryPolicy.standard().of(store));
    return summary;
  }

  /** Leaves a summary of what there was time for; the store need not take it. */
  private void breakOff() {
    try {
      summary(Summary.End.INTERRUPTED).write(store);
    } catch (StoreException e) {
      LOG.warn("Cannot sum up the interrupted run: {}", e.getMessage());
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
            timesheet.seconds(),
            conf.getInt("spark.task.cpus", 1),
            Slot.cards(conf) ? Summary.Slot.GPU : Summary.Slot.CORE,
            done.operations().value() * 1e6);
    return new Summary(
        run, ledger.counts(), effort, ledger.slowest(), ledger.examples(), title.tariff());
  }

  @Override
  public void close() {
    spark.sc().removeSparkListener(timesheet);
    spark.sc().removeSparkListener(operations);
    spark.sc().removeSparkListener(steps);
    spark.sc().removeSparkListener(watchdog);
    spark.clearJobGroup();
  }
}
