package phosphene.cluster;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;

/**
 * The counters of a process in Spark's metrics system: an executor counts what its tasks did, the
 * driver what all tasks did. Counts begin with the application.
 */
public final class Metrics {
  private static volatile Metrics executor = unregistered();
  private static volatile Metrics driver = unregistered();

  private final Counter planned;
  private final Counter unchanged;
  private final Counter rendered;
  private final Counter dead;
  private final Counter failed;
  private final Counter skipped;
  private final Map<Reason, Counter> reasons = new EnumMap<>(Reason.class);
  private final Counter bytes;
  private final Meter steps;
  private final Meter megaflop;

  private Metrics(MetricRegistry registry) {
    planned = registry.counter("planned");
    unchanged = registry.counter("unchanged");
    rendered = registry.counter("rendered");
    dead = registry.counter("dead");
    failed = registry.counter("failed");
    skipped = registry.counter("skipped");
    for (Reason reason : Reason.values()) {
      reasons.put(reason, registry.counter("failed." + reason.label()));
    }
    bytes = registry.counter("bytes");
    steps = registry.meter("steps");
    megaflop = registry.meter("megaflop");
    Gauge<Double> speed = () -> megaflop.getOneMinuteRate() / 1e3;
    registry.register("gflops", speed);
  }

  /** Counts that nobody reads. */
  private static Metrics unregistered() {
    return new Metrics(new MetricRegistry());
  }

  /** Registers the counters of this process as an executor. */
  static void showExecutor(MetricRegistry registry) {
    executor = new Metrics(registry);
  }

  /** Registers the counters of this process as the driver. */
  static void showDriver(MetricRegistry registry) {
    driver = new Metrics(registry);
  }

  public static Metrics ofExecutor() {
    return executor;
  }

  public static Metrics ofDriver() {
    return driver;
  }

  /** So many images are to be made. */
  public void planned(long images) {
    planned.inc(images);
  }

  /** An image was found to be there. */
  public void unchanged() {
    unchanged.inc();
  }

  /** An image ended. */
  public void ended(Outcome outcome) {
    if (outcome instanceof Outcome.Rendered done) {
      rendered.inc();
      bytes.inc(done.picture().bytes());
    } else if (outcome instanceof Outcome.Dead done) {
      dead.inc();
      bytes.inc(done.picture().bytes());
    } else if (outcome instanceof Outcome.Skipped file) {
      skipped.inc(file.files());
    } else if (outcome instanceof Outcome.Failed missing) {
      failed.inc();
      Optional.ofNullable(reasons.get(missing.reason())).ifPresent(Counter::inc);
    } else {
      throw new AssertionError(outcome);
    }
  }

  /** Steps were done, of so many million operations in all. */
  public void worked(long taken, long millions) {
    steps.mark(taken);
    megaflop.mark(millions);
  }
}
