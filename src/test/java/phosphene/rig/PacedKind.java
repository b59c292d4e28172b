package phosphene.rig;

import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkEnv;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.HookedEngine;
import phosphene.engine.TestKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

/**
 * The usual engine, whose forward passes take a given time and hardly a processor: for executors
 * that share what they compute with, so that only what is between them is seen.
 */
public final class PacedKind implements TestKind {
  /** What {@code spark.phosphene.engine} says. */
  public static final String NAME = "paced";

  /** The setting that says how many nanoseconds a pass takes for each value of its pictures. */
  public static final String NANOS = "spark.phosphene.pace";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    long nanos = SparkEnv.get().conf().getLong(NANOS, 0);
    return new HookedEngine(
        TestKind.usual(network, device, precision),
        (values, pass) -> {
          long end = System.nanoTime() + nanos * values;
          pass.run();
          for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
        });
  }
}
