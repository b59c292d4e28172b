package phosphene.cli;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;

/** Counts the starts of Spark in this process, as a listener that each of them makes. */
public final class Starts extends SparkListener {
  private static final AtomicInteger STARTS = new AtomicInteger();

  public Starts() {
    STARTS.incrementAndGet();
  }

  /** Counts from now on. */
  static void watch() {
    System.setProperty("spark.extraListeners", Starts.class.getName());
    STARTS.set(0);
  }

  static void end() {
    System.clearProperty("spark.extraListeners");
  }

  static int count() {
    return STARTS.get();
  }
}
