package phosphene.faults;

import org.apache.spark.SparkEnv;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.HookedEngine;
import phosphene.engine.nd4j.Nd4jKind;
import phosphene.network.Network;

/** ND4J, with an accident in one forward pass of the whole cluster. */
public final class FaultyKind implements EngineKind {
  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public Suit suit(Device device) {
    return Suit.NAMED;
  }

  @Override
  public Engine open(Network network, Device device) {
    Accident accident = Accident.of(SparkEnv.get().conf());
    return new HookedEngine(
        new Nd4jKind().open(network, device),
        (values, pass) -> {
          accident.mayHappen();
          pass.run();
        });
  }
}
