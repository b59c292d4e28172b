package phosphene.faults;

import java.util.Optional;
import org.apache.spark.SparkEnv;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.HookedEngine;
import phosphene.engine.nd4j.Nd4jKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

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
  public Optional<String> obstacle(Device device, Precision precision) {
    return new Nd4jKind().obstacle(device, precision);
  }

  @Override
  public String describe(Device device) {
    return new Nd4jKind().describe(device);
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    Accident accident = Accident.of(SparkEnv.get().conf());
    return new HookedEngine(
        new Nd4jKind().open(network, device, precision),
        (values, pass) -> {
          accident.mayHappen();
          pass.run();
        });
  }
}
