package phosphene.engine;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import phosphene.network.Network;
import phosphene.spec.Precision;

/** The engines that tests run. */
public final class TestEngines {
  private static final Device PROCESSOR = new Device.Cpu();

  private TestEngines() {}

  /** A kind of engine that is held to the contract. */
  public record Subject(EngineKind kind) {
    public Engine open(Network network) {
      return kind.open(network, PROCESSOR, Precision.F32);
    }

    @Override
    public String toString() {
      return kind.name();
    }
  }

  /**
   * Every kind of the registry that runs on the processor, without those that tests have put there:
   * a new one is held to the whole contract by its line in the registry.
   */
  public static List<Subject> onProcessor() {
    return ServiceLoader.load(EngineKind.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(kind -> !(kind instanceof TestKind))
        .filter(kind -> kind.obstacle(PROCESSOR, Precision.F32).isEmpty())
        .map(Subject::new)
        .toList();
  }

  /** Opens a network on the processor's default engine, for tests of what any engine does. */
  public static Engine open(Network network) {
    return Engines.known().onProcessor(Optional.empty(), network);
  }
}
