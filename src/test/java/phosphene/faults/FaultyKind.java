package phosphene.faults;

import org.apache.spark.SparkEnv;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.HookedEngine;
import phosphene.engine.TestKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

/** The usual engine, with an accident in one forward pass of the whole cluster. */
public final class FaultyKind implements TestKind {
  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    Accident accident = Accident.of(SparkEnv.get().conf());
    return new HookedEngine(
        TestKind.usual(network, device, precision),
        (values, pass) -> {
          accident.mayHappen();
          pass.run();
        });
  }
}
