package phosphene.rig;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkEnv;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.HookedEngine;
import phosphene.engine.nd4j.Nd4jKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

/**
 * ND4J whose forward passes take a given time and hardly a processor: for executors that share what
 * they compute with, so that only what is between them is seen.
 */
public final class PacedKind implements EngineKind {
  /** What {@code spark.phosphene.engine} says. */
  public static final String NAME = "paced";

  /** The setting that says how many nanoseconds a pass takes for each value of its pictures. */
  public static final String NANOS = "spark.phosphene.pace";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Suit suit(Device device) {
    return Suit.NAMED;
  }

  @Override
  public Optional<String> obstacle(Device device, Precision precision) {
    return new Nd4jKind().obstacle(device, precision);
  }

  @Override
  public String describe(Device device) {
    return new Nd4jKind().describe(device);
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    long nanos = SparkEnv.get().conf().getLong(NANOS, 0);
    return new HookedEngine(
        new Nd4jKind().open(network, device, precision),
        (values, pass) -> {
          long end = System.nanoTime() + nanos * values;
          pass.run();
          for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
        });
  }
}
