package phosphene.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.engine.EngineKind.Suit;
import phosphene.network.Network;
import phosphene.spec.Precision;
import phosphene.spec.SpecException;

/** The registry of engines: the kinds that are on the class path. */
public final class Engines {
  /** The setting that names a kind, or {@link #AUTO}. */
  public static final String SETTING = "spark.phosphene.engine";

  /** What the setting says if the device is to choose, as if it were not set. */
  public static final String AUTO = "auto";

  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

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
   * @param name of a kind; empty or {@link #AUTO}: the default of the device, or its fallback if
   *     that cannot run there
   * @throws SpecException if there is no such kind, or it cannot use the device in that precision
   */
  public Engine open(Optional<String> name, Network network, Device device, Precision precision) {
    return kind(name, device, precision).open(network, device, precision);
  }

  /**
   * Opens a network on this machine's processor, as measurements and plans do.
   *
   * @param name of the kind that tasks use; one that cannot use this processor gives way to the
   *     processor's default
   * @param precision of tasks; one that no kind computes here gives way to 32 bits: executors may
   *     have other processors
   * @throws SpecException if there is no such kind
   */
  public Engine onProcessor(Optional<String> name, Network network, Precision precision) {
    Device cpu = new Device.Cpu();
    Optional<String> fit = name.filter(some -> choose(name, cpu, Precision.F32).isPresent());
    boolean runs = choose(fit, cpu, precision).isPresent();
    return open(fit, network, cpu, runs ? precision : Precision.F32);
  }

  /** As above, in 32 bits. */
  public Engine onProcessor(Optional<String> name, Network network) {
    return onProcessor(name, network, Precision.F32);
  }

  /**
   * The kind that opens networks on a device of this machine.
   *
   * @param name as of {@link #open}
   * @throws SpecException if there is no such kind, or it cannot use the device in that precision
   */
  public EngineKind kind(Optional<String> name, Device device, Precision precision) {
    EngineKind kind =
        choose(name, device, precision)
            .orElseThrow(() -> new SpecException(refusal(name, device, precision)));
    EngineKind first = candidates(name, device).get(0);
    if (first != kind) {
      LOG.warn(
          "{} runs on {}, as {} cannot: {}",
          kind.name(),
          device.name(),
          first.name(),
          first.obstacle(device, precision).orElseThrow());
    }
    return kind;
  }

  /** All kinds, the one that runs on a device unless another is named first. */
  public List<EngineKind> kinds(Device device) {
    return kinds.stream()
        .sorted(
            Comparator.comparing((EngineKind kind) -> kind.suit(device))
                .thenComparing(EngineKind::name))
        .toList();
  }

  private Optional<EngineKind> choose(Optional<String> name, Device device, Precision precision) {
    return candidates(name, device).stream()
        .filter(kind -> kind.obstacle(device, precision).isEmpty())
        .findFirst();
  }

  /** The kind of a name, else the default of a device and its fallback. */
  private List<EngineKind> candidates(Optional<String> name, Device device) {
    return name.filter(some -> !some.equals(AUTO))
        .map(some -> List.of(named(some)))
        .orElseGet(
            () ->
                Stream.of(Suit.DEFAULT, Suit.FALLBACK)
                    .flatMap(suit -> only(device, suit).stream())
                    .toList());
  }

  private String refusal(Optional<String> name, Device device, Precision precision) {
    String where = device.name() + (precision == Precision.F32 ? "" : " in " + precision.text());
    List<EngineKind> tried = candidates(name, device);
    if (tried.isEmpty()) {
      return "Cannot choose an engine for " + where + ": no engine is its default" + nameOne();
    }
    return tried.stream()
        .map(
            kind ->
                String.format(
                    Locale.ROOT,
                    "Cannot run %s on %s: %s",
                    kind.name(),
                    where,
                    kind.obstacle(device, precision).orElseThrow()))
        .collect(Collectors.joining("; "));
  }

  private EngineKind named(String name) {
    return kinds.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "Invalid "
                        + SETTING
                        + ": "
                        + name
                        + " (must be auto or one of "
                        + names(kinds)
                        + ")"));
  }

  private Optional<EngineKind> only(Device device, Suit suit) {
    List<EngineKind> fit = kinds.stream().filter(kind -> kind.suit(device) == suit).toList();
    if (fit.size() > 1) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "Cannot choose an engine for %s: %s are its %s%s",
              device.name(),
              names(fit),
              suit.name().toLowerCase(Locale.ROOT),
              nameOne()));
    }
    return fit.stream().findFirst();
  }

  private String nameOne() {
    return " (name one of " + names(kinds) + " by " + SETTING + ")";
  }

  private static String names(List<EngineKind> kinds) {
    return kinds.stream().map(EngineKind::name).sorted().collect(Collectors.joining(", "));
  }
}
