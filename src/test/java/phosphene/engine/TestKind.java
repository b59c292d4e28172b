package phosphene.engine;

import java.util.Optional;
import phosphene.network.Network;

/**
 * A kind that only tests name: the engine of a device with something around it. The contract's
 * tests leave these out.
 */
public interface TestKind extends EngineKind {
  @Override
  default Suit suit(Device device) {
    return Suit.NAMED;
  }

  /** What runs on a device unless a kind is named. */
  static Engine usual(Network network, Device device) {
    return Engines.known().open(Optional.empty(), network, device);
  }
}
