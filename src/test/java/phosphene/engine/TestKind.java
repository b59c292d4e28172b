package phosphene.engine;

import java.util.Optional;
import phosphene.network.Network;
import phosphene.spec.Precision;

/**
 * A kind that only tests name: the engine of a device with something around it. The contract's
 * tests leave these out.
 */
public interface TestKind extends EngineKind {
  @Override
  default Suit suit(Device device) {
    return Suit.NAMED;
  }

  @Override
  default Optional<String> obstacle(Device device, Precision precision) {
    return Optional.empty();
  }

  @Override
  default String describe(Device device) {
    return Engines.known()
        .kind(Optional.empty(), new Device.Cpu(), Precision.F32)
        .describe(new Device.Cpu());
  }

  /** What runs on a device unless a kind is named. */
  static Engine usual(Network network, Device device, Precision precision) {
    return Engines.known().open(Optional.empty(), network, device, precision);
  }
}
