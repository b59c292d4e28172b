package phosphene.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.util.AccumulatorV2;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple4;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Ends tasks of {@link Dispatch} that stand still: their accumulator has not moved for some time.
 * Spark then runs them again, and where a task cannot be ended (it is stuck in native code) its
 * reaper ends the executor. Spark's own tasks, which shuffle or list, count nothing and are left
 * alone.
 */
public final class Watchdog extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final String SETTING = "spark.phosphene.stall";
  // The longest step is one of a dream of a large photo, some seconds; a task's first step comes
  // after the executor has fetched the weights, which may take minutes.
  private static final String STANDARD = "15min";

  private final SparkContext spark;
  private final long accumulator;
  private final Duration stallLimit;
  private final LongSupplier nanos;
  private final Map<Long, Beat> beats = new ConcurrentHashMap<>();

  private final Map<Integer, Integer> stages = new ConcurrentHashMap<>(); // by jobs

  /** What a task had counted when it last counted more, and when that was. */
  private record Beat(long count, long nanos) {}

  /**
   * A watchdog for tasks that count with an accumulator.
   *
   * @param nanos a clock, see {@link System#nanoTime}
   */
  public Watchdog(
      SparkContext spark,
      AccumulatorV2<?, ?> accumulator,
      Duration stallLimit,
      LongSupplier nanos) {
    this.spark = spark;
    this.accumulator = accumulator.id();
    this.stallLimit = stallLimit;
    this.nanos = nanos;
  }

  /** How long a task may stand still: what {@code spark.phosphene.stall} says, else 15 minutes. */
  public static Duration stallLimit(SparkConf conf) {
    return Duration.ofSeconds(conf.getTimeAsSeconds(SETTING, STANDARD));
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    if (start.properties() != null && start.properties().containsKey(Dispatch.WORKS)) {
      // The stages that it waits for were made before it.
      CollectionConverters.asJava(start.stageIds()).stream()
          .mapToInt(stage -> (Integer) stage)
          .max()
          .ifPresent(stage -> stages.put(start.jobId(), stage));
    }
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    stages.remove(end.jobId());
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    if (stages.containsValue(start.stageId())) {
      beats.put(start.taskInfo().taskId(), new Beat(0, nanos.getAsLong()));
    }
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task :
        CollectionConverters.asJava(update.accumUpdates())) {
      for (AccumulableInfo info : CollectionConverters.asJava(task._4())) {
        if (info.id() == accumulator && info.update().isDefined()) {
          moved((Long) task._1(), ((Number) info.update().get()).longValue());
        }
      }
    }
  }

  private void moved(long task, long count) {
    beats.computeIfPresent(
        task, (id, beat) -> beat.count() == count ? beat : new Beat(count, nanos.getAsLong()));
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    beats.remove(end.taskInfo().taskId());
  }

  /** Looks whether a task stands still; called from time to time. */
  public void look() {
    long now = nanos.getAsLong();
    beats.forEach(
        (task, beat) -> {
          if (now - beat.nanos() > stallLimit.toNanos() && beats.remove(task, beat)) {
            String reason = "it stood still for " + stallLimit.toSeconds() + " s";
            LOG.warn("Ended task {}: {}", task, reason);
            spark.killTaskAttempt(task, true, reason);
          }
        });
  }
}
