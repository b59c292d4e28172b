package phosphene.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.EngineKind.Suit;
import phosphene.engine.Engines;
import phosphene.network.Network;

/** The engines that this machine's processor can be measured with. */
public final class ProcessorEngines {
  private static final Device PROCESSOR = new Device.Cpu();
  private static final Set<Suit> UNASKED = Set.of(Suit.DEFAULT, Suit.FALLBACK);

  private ProcessorEngines() {}

  /**
   * The names of the kinds that run on the processor without being asked for, the default first.
   */
  public static List<String> names() {
    return ServiceLoader.load(EngineKind.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(kind -> UNASKED.contains(kind.suit(PROCESSOR)))
        .sorted(Comparator.comparing(kind -> kind.suit(PROCESSOR)))
        .map(EngineKind::name)
        .toList();
  }

  /**
   * The network by the kind of that name.
   *
   * @throws phosphene.spec.SpecException if it cannot be used
   */
  public static Engine open(String kind, Network network) {
    return Engines.known().open(Optional.of(kind), network, PROCESSOR);
  }
}
