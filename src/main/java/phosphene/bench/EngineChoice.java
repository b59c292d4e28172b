package phosphene.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.EngineKind.Suit;
import phosphene.network.Network;
import phosphene.spec.Precision;

/** A way to run networks on this machine's processor. */
public record EngineChoice(EngineKind kind, Precision precision) {
  private static final Device PROCESSOR = new Device.Cpu();

  /**
   * Every kind that a processor runs without being asked for, the default first; of each 32 bits
   * first. Whether it can run on this one, {@link #obstacle} says.
   */
  public static List<EngineChoice> all() {
    return ServiceLoader.load(EngineKind.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(kind -> kind.suit(PROCESSOR) != Suit.NAMED)
        .sorted(Comparator.comparing(kind -> kind.suit(PROCESSOR)))
        .flatMap(kind -> Stream.of(Precision.values()).map(in -> new EngineChoice(kind, in)))
        .toList();
  }

  /** Such as {@code onednn}, {@code onednn bf16}. */
  public String name() {
    return precision == Precision.F32 ? kind.name() : kind.name() + " " + precision.text();
  }

  /** Why it cannot run on this processor: a sentence; empty if it can. */
  public Optional<String> obstacle() {
    return kind.obstacle(PROCESSOR, precision)
        .map(reason -> "Cannot measure " + name() + ": " + reason);
  }

  /**
   * A network by this engine.
   *
   * @throws phosphene.spec.SpecException if it cannot be used
   */
  public Engine open(Network network) {
    return kind.open(network, PROCESSOR, precision);
  }
}
