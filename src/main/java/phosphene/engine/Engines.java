package phosphene.engine;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import phosphene.engine.EngineKind.Suit;
import phosphene.network.Network;
import phosphene.spec.SpecException;

/** The registry of engines: the kinds that are on the class path. */
public final class Engines {
  /** The setting that names a kind. */
  public static final String SETTING = "spark.phosphene.engine";

  private final List<EngineKind> kinds;

  Engines(List<EngineKind> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /** What the class loader of this thread finds: on an executor, the application's jars too. */
  public static Engines known() {
    return new Engines(
        ServiceLoader.load(EngineKind.class, loader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  private static ClassLoader loader() {
    return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
        .orElseGet(EngineKind.class::getClassLoader);
  }

  /**
   * Opens a network on a device.
   *
   * @param name of a kind; empty: the default of the device
   * @throws SpecException if there is no such kind, or it cannot use the device
   */
  public Engine open(Optional<String> name, Network network, Device device) {
    EngineKind kind = name.map(this::named).orElseGet(() -> preferred(device));
    if (kind.suit(device) == Suit.NONE) {
      throw new SpecException(
          "Cannot use " + device.name() + ": the engine " + kind.name() + " does not run there");
    }
    return kind.open(network, device);
  }

  /**
   * Opens a network on this machine's processor, as measurements and plans do.
   *
   * @param name of the kind that tasks use; one that does not run on a processor gives way to the
   *     processor's default
   * @throws SpecException if there is no such kind
   */
  public Engine onProcessor(Optional<String> name, Network network) {
    Device processor = new Device.Cpu();
    return open(name.filter(some -> named(some).suit(processor) != Suit.NONE), network, processor);
  }

  private EngineKind named(String name) {
    return kinds.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "Invalid " + SETTING + ": " + name + " (must be one of " + names(kinds) + ")"));
  }

  private EngineKind preferred(Device device) {
    List<EngineKind> best = suiting(device, Suit.DEFAULT);
    List<EngineKind> fit = best.isEmpty() ? suiting(device, Suit.FALLBACK) : best;
    if (fit.size() != 1) {
      String found = fit.isEmpty() ? "no engine is" : names(fit) + " are";
      throw new SpecException(
          "Cannot choose an engine for "
              + device.name()
              + ": "
              + found
              + " its default (name one of "
              + names(kinds)
              + " by "
              + SETTING
              + ")");
    }
    return fit.get(0);
  }

  private List<EngineKind> suiting(Device device, Suit suit) {
    return kinds.stream().filter(kind -> kind.suit(device) == suit).toList();
  }

  private static String names(List<EngineKind> kinds) {
    return kinds.stream().map(EngineKind::name).sorted().collect(Collectors.joining(", "));
  }
}
