package phosphene.engine.onednn;

import java.util.Optional;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

/** oneDNN itself, on the processor. */
public final class OneDnnKind implements EngineKind {
  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public Suit suit(Device device) {
    return device instanceof Device.Cpu ? Suit.DEFAULT : Suit.NAMED;
  }

  @Override
  public Optional<String> obstacle(Device device, Precision precision) {
    if (!(device instanceof Device.Cpu)) {
      return Optional.of("it runs on processors only");
    }
    Optional<String> library = OneDnn.obstacle();
    return library.isPresent() || precision == Precision.F32 ? library : Optional.of("not yet");
  }

  @Override
  public String describe(Device device) {
    return OneDnn.describe();
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    return new OneDnnEngine(network);
  }
}
