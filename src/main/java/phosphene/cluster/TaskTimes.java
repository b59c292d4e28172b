package phosphene.cluster;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/**
 * How long tasks held their slots, those that failed or were lost too. Spark reports it a little
 * after the jobs end.
 */
public final class TaskTimes extends SparkListener {
  private static final int TRIES = 1000;
  private static final int MILLIS = 10;

  private final LongAdder milliseconds = new LongAdder();
  private final Set<Integer> ended = ConcurrentHashMap.newKeySet();

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    milliseconds.add(end.taskInfo().duration());
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    ended.add(end.jobId());
  }

  /** Waits until Spark has reported the ends of {@code jobs}, for ten seconds at most. */
  public void await(Collection<Integer> jobs) throws InterruptedException {
    for (int i = 0; i < TRIES && !ended.containsAll(jobs); i++) {
      TimeUnit.MILLISECONDS.sleep(MILLIS);
    }
  }

  public double seconds() {
    return milliseconds.sum() / 1e3;
  }
}
