package phosphene.engine;

import phosphene.network.Network;

/**
 * A way to run networks. A new one is a class with a public constructor without parameters, and a
 * line that names it in {@code META-INF/services/phosphene.engine.EngineKind}.
 */
public interface EngineKind {
  /** How well a kind suits a device. */
  enum Suit {
    /** What runs there unless another kind is named; one kind for each device. */
    DEFAULT,
    /** What runs there if no default can; one kind for each device. */
    FALLBACK,
    /** Runs there if it is named. */
    NAMED,
    /** Cannot run there. */
    NONE
  }

  /** What {@code spark.phosphene.engine} says. */
  String name();

  Suit suit(Device device);

  /**
   * Opens a network on a device that this kind suits.
   *
   * @throws phosphene.spec.SpecException if the device cannot be used, and why
   */
  Engine open(Network network, Device device);
}
