package phosphene.engine.onednn;

import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.network.Network;
import phosphene.spec.SpecException;

/** oneDNN itself, on the processor. */
public final class OneDnnKind implements EngineKind {
  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public Suit suit(Device device) {
    return device instanceof Device.Cpu && OneDnn.obstacle().isEmpty() ? Suit.DEFAULT : Suit.NONE;
  }

  @Override
  public Engine open(Network network, Device device) {
    OneDnn.obstacle()
        .ifPresent(
            reason -> {
              throw new SpecException("Cannot use " + device.name() + ": " + reason);
            });
    return new OneDnnEngine(network);
  }
}
