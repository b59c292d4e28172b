package phosphene.engine;

import java.util.Optional;
import phosphene.network.Network;
import phosphene.spec.Precision;

/**
 * A way to run networks. A new one is a class with a public constructor without parameters, and a
 * line that names it in {@code META-INF/services/phosphene.engine.EngineKind}.
 */
public interface EngineKind {
  /** When a kind runs on a device, if it can. */
  enum Suit {
    /** Unless another kind is named; one kind for each device. */
    DEFAULT,
    /** If the default cannot; one kind for each device. */
    FALLBACK,
    /** If it is named. */
    NAMED
  }

  /** What {@code spark.phosphene.engine} says. */
  String name();

  /** Known without loading anything. */
  Suit suit(Device device);

  /**
   * Why this kind cannot run networks on a device of this machine in a precision: the end of a
   * sentence, such as what the loader of its library says, and what to do. Empty if it can, as far
   * as is known before a network is opened. May load the library; asked again, it answers at once.
   */
  Optional<String> obstacle(Device device, Precision precision);

  /**
   * What a user should know before he chooses a precision that this kind can run: a sentence, such
   * as that it gains no time on this processor.
   */
  default Optional<String> remark(Device device, Precision precision) {
    return Optional.empty();
  }

  /**
   * What computes on a device that this kind can use: library, version, instruction set and native
   * threads, as {@link Engine#name} of an engine in 32 bits.
   */
  String describe(Device device);

  /**
   * Opens a network on a device, where there is no {@link #obstacle}.
   *
   * @throws phosphene.spec.SpecException if the device cannot be used, and why
   */
  Engine open(Network network, Device device, Precision precision);
}
