package phosphene.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phosphene.cluster.Cluster;
import phosphene.cluster.Dispatch;
import phosphene.cluster.HashPartitions;
import phosphene.cluster.JobStage;
import phosphene.cluster.Settings;
import phosphene.cluster.Watchdog;
import phosphene.gallery.Outcome;
import phosphene.gallery.RowOrder;
import phosphene.gallery.Summary;
import phosphene.gallery.store.MemoryStore;
import phosphene.job.JobKinds;

/** Tasks that stand still, in Spark itself. */
@Timeout(300)
class WatchdogTest {
  private static final Duration STALL_LIMIT = Duration.ofMinutes(1);
  private static final AtomicInteger ATTEMPTS = new AtomicInteger();
  private static final AtomicBoolean HANGING = new AtomicBoolean();
  private static volatile CountDownLatch letGo = new CountDownLatch(1);

  @BeforeEach
  void begin() {
    ATTEMPTS.set(0);
    HANGING.set(false);
    letGo = new CountDownLatch(1);
  }

  @Test
  void aTaskThatHangsIsEndedAndDoneByAnotherAttempt() throws InterruptedException {
    AtomicLong clock = new AtomicLong();
    AtomicInteger known = new AtomicInteger();
    Queue<Integer> results = new ConcurrentLinkedQueue<>();
    try (Cluster cluster = Cluster.open("watchdog", Optional.of("local[2]"))) {
      JavaSparkContext spark = cluster.context();
      LongAccumulator done = spark.sc().longAccumulator("steps");
      Watchdog watchdog = new Watchdog(spark.sc(), done, STALL_LIMIT, clock::get);
      spark.sc().addSparkListener(watchdog);
      spark.sc().addSparkListener(new Starts(known)); // gets it after the watchdog

      new Dispatch<>(spark, new HangsOnce())
          .run(
              Dispatch.stages(spark, "two", List.of(1, 2)),
              results::add,
              () -> {
                if (HANGING.get() && known.get() >= 2) {
                  // Once: the next attempt has all the time it needs. The other task has ended, or
                  // counts as hung.
                  clock.compareAndSet(0, STALL_LIMIT.toNanos() + 1);
                }
                watchdog.look();
              });
    }

    assertThat(results).containsExactlyInAnyOrder(1, 2);
    assertThat(ATTEMPTS).as("attempts at the task that hung").hasValue(2);
  }

  @Test
  void tasksThatMakeNoImagesAreWatchedToo() throws InterruptedException {
    Summary summary;
    Settings settings = Settings.of(Map.of("spark.phosphene.stall", "2s"));
    try (settings;
        Cluster cluster = Cluster.open("films", Optional.of("local[2]"))) {
      JobRun.Title title = new JobRun.Title("test", "toy", "1", Optional.empty());

      summary =
          JobRun.run(
              cluster,
              new JobRun.Place(new MemoryStore(), new RowOrder.Counter(1), JobKinds.places()),
              title,
              new NoListener(),
              run -> new DerivedOutputs(run).film("two", run.parallel(List.of(1, 2)), new Films()));
    }

    assertThat(summary.counts().films()).isEqualTo(2);
    assertThat(ATTEMPTS).as("attempts at the task that hung").hasValueGreaterThan(1);
  }

  @Test
  void theStallLimitIsASettingOfSpark() {
    assertThat(Watchdog.stallLimit(new SparkConf(false))).isEqualTo(Duration.ofMinutes(15));
    assertThat(Watchdog.stallLimit(new SparkConf(false).set("spark.phosphene.stall", "90s")))
        .isEqualTo(Duration.ofSeconds(90));
  }

  /** Counts tasks that have begun. */
  private static final class Starts extends SparkListener {
    private final AtomicInteger count;

    Starts(AtomicInteger count) {
      this.count = count;
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      count.incrementAndGet();
    }
  }

  /** Nobody looks. */
  private record NoListener() implements JobListener {
    @Override
    public void begin(long images, double flop) {}

    @Override
    public void worked(double flop) {}

    @Override
    public void received(Outcome outcome) {}

    @Override
    public void end() {}
  }

  /** Sorts that take long count nothing; what is made of what they sorted is watched. */
  @Test
  void whatSparkDoesForATaskMayTakeLong() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    AtomicLong clock = new AtomicLong();
    Queue<Integer> results = new ConcurrentLinkedQueue<>();
    try (Cluster cluster = Cluster.open("watchdog", Optional.of("local[2]"))) {
      JavaSparkContext spark = cluster.context();
      LongAccumulator done = spark.sc().longAccumulator("steps");
      Watchdog watchdog = new Watchdog(spark.sc(), done, STALL_LIMIT, clock::get);
      spark.sc().addSparkListener(watchdog);
      JavaRDD<Integer> sorted =
          HashPartitions.by(new Sorts(), spark.parallelize(List.of(1, 2), 2), 2);

      new Dispatch<>(spark, new Same())
          .run(
              List.of(new JobStage<>("sorted", sorted)),
              results::add,
              () -> {
                if (HANGING.get()) {
                  clock.addAndGet(STALL_LIMIT.toNanos() + 1);
                  watchdog.look();
                  if (looks.incrementAndGet() == 4) { // the killed tasks have ended
                    letGo.countDown();
                  }
                }
              });
    }

    assertThat(results).containsExactlyInAnyOrder(1, 2);
    assertThat(ATTEMPTS).as("attempts at what Spark does").hasValue(1);
  }

  /** Jobs that nobody dispatched: Spark reads tables, and samples what it is to sort. */
  @Test
  void whatSparkDoesForItselfMayTakeLong() throws Exception {
    AtomicLong clock = new AtomicLong();
    AtomicInteger known = new AtomicInteger();
    try (Cluster cluster = Cluster.open("watchdog", Optional.of("local[2]"))) {
      JavaSparkContext spark = cluster.context();
      LongAccumulator done = spark.sc().longAccumulator("steps");
      Watchdog watchdog = new Watchdog(spark.sc(), done, STALL_LIMIT, clock::get);
      spark.sc().addSparkListener(watchdog);
      spark.sc().addSparkListener(new Starts(known)); // gets it after the watchdog
      Future<List<String>> job =
          spark.parallelize(List.of(1, 2), 2).map(new Sorts()).collectAsync();
      while (!HANGING.get() || known.get() < 2) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      for (int i = 0; i < 4; i++) {
        clock.addAndGet(STALL_LIMIT.toNanos() + 1);
        watchdog.look();
        spark.parallelize(List.of(3), 1).count(); // the killed tasks have ended
      }
      letGo.countDown();

      assertThat(job.get()).containsExactly("1", "2");
    }
    assertThat(ATTEMPTS).as("attempts at what Spark does").hasValue(1);
  }

  private record Same() implements Dispatch.Work<Integer, Integer> {
    @Override
    public Integer work(Integer task) {
      return task;
    }
  }

  /** Waits at 1 until it is let go. */
  private record Sorts() implements Function<Integer, String> {
    @Override
    public String call(Integer task) throws InterruptedException {
      if (task == 1) {
        ATTEMPTS.incrementAndGet();
        HANGING.set(true);
        letGo.await();
      }
      return task.toString();
    }
  }

  /** Says that there was no problem. */
  private record Films() implements Dispatch.Work<Integer, String> {
    @Override
    public String work(Integer task) {
      new HangsOnce().work(task);
      return "";
    }
  }

  /** Waits for ever at the first attempt at 1. */
  private record HangsOnce() implements Dispatch.Work<Integer, Integer> {
    @Override
    public Integer work(Integer task) {
      if (task == 1 && ATTEMPTS.incrementAndGet() == 1) {
        HANGING.set(true);
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return task;
    }
  }
}
