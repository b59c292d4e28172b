package phosphene.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.AccumulatorV2;
import scala.Tuple4;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What an accumulator has counted so far, running tasks included: executors report it with their
 * heartbeats, while the accumulator itself only gets the counts of finished tasks.
 */
public final class LiveProgress extends SparkListener {
  private final long accumulator;
  private final Map<Long, Long> running = new ConcurrentHashMap<>();
  private final LongAdder finished = new LongAdder();

  public LiveProgress(AccumulatorV2<?, ?> accumulator) {
    this.accumulator = accumulator.id();
  }

  /** The count so far. */
  public long count() {
    return finished.sum() + running.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    for (Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task :
        CollectionConverters.asJava(update.accumUpdates())) {
      counted(task._4(), count -> running.put((Long) task._1(), count));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    running.remove(end.taskInfo().taskId());
    if (end.taskInfo().successful()) {
      counted(end.taskInfo().accumulables(), finished::add);
    }
  }

  private void counted(Seq<AccumulableInfo> accumulables, java.util.function.LongConsumer use) {
    for (AccumulableInfo info : CollectionConverters.asJava(accumulables)) {
      if (info.id() == accumulator && info.update().isDefined()) {
        use.accept(((Number) info.update().get()).longValue());
      }
    }
  }
}
