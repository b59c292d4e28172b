package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import phosphene.engine.nd4j.Nd4jEngine;
import phosphene.engine.nd4j.Nd4jKind;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.spec.SpecException;

/** Which engine runs a network where. */
class EnginesTest {
  private static final Device CPU = new Device.Cpu();
  private static final Device CARD = new Device.Cuda(3);
  private static final Network NETWORK =
      Toys.network(8, 1, Toys.node("conv", new Convolution(2, Window.of(3, 1, 1)), "input"));

  @Test
  void nd4jIsTheDefaultOfEveryDeviceAndRunsOnTheProcessor() {
    try (Engine engine = Engines.known().open(Optional.empty(), NETWORK, CPU)) {
      assertThat(engine).isInstanceOf(Nd4jEngine.class);
      assertThat(engine.device()).isEqualTo("cpu");
      assertThat(engine.name()).startsWith("nd4j ").contains(" cpu ").endsWith("threads=1");
    }
    assertThat(new Nd4jKind().suit(CARD)).isEqualTo(EngineKind.Suit.DEFAULT);
  }

  @Test
  void aCardWithoutTheBackendForItIsRefusedAndNotReplacedByTheProcessor() {
    assertThatThrownBy(() -> Engines.known().open(Optional.of("nd4j"), NETWORK, CARD))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot use cuda:3: ND4J's CUDA backend is not on the class path (put nd4j-cuda-11.6"
                + " there, as deploy/kubernetes/Dockerfile.cuda does, or ask Spark for no GPUs)");
  }

  @Test
  void aBackendThatLoadedForTheProcessorIsNotTakenForACard() {
    assertThatThrownBy(() -> Nd4jEngine.open(NETWORK, CARD))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot use cuda:3: ND4J found no CUDA driver and loaded its CPU backend");
  }

  @Test
  void anEngineIsFoundByItsNameAndByItsDevice() {
    Engines engines =
        new Engines(
            List.of(
                new Plain("a", Set.of(CPU), EngineKind.Suit.DEFAULT),
                new Plain("b", Set.of(CPU, CARD), EngineKind.Suit.NAMED),
                new Plain("c", Set.of(CARD), EngineKind.Suit.DEFAULT)));

    assertThat(opened(engines, "", CPU)).isEqualTo("a cpu");
    assertThat(opened(engines, "", CARD)).isEqualTo("c cuda:3");
    assertThat(opened(engines, "b", CPU)).isEqualTo("b cpu");
    assertThatThrownBy(() -> opened(engines, "a", CARD))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot use cuda:3: the engine a does not run there");
    assertThatThrownBy(() -> opened(engines, "d", CPU))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid spark.phosphene.engine: d (must be one of a, b, c)");
  }

  /** Plans and measurements run on the processor, whatever the tasks' devices are. */
  @Test
  void onTheProcessorAnEngineOfCardsGivesWayToTheDefault() {
    Engines engines =
        new Engines(
            List.of(
                new Plain("a", Set.of(CPU), EngineKind.Suit.DEFAULT),
                new Plain("b", Set.of(CPU), EngineKind.Suit.NAMED),
                new Plain("c", Set.of(CARD), EngineKind.Suit.DEFAULT)));

    assertThatThrownBy(() -> engines.onProcessor(Optional.empty(), NETWORK)).hasMessage("a cpu");
    assertThatThrownBy(() -> engines.onProcessor(Optional.of("b"), NETWORK)).hasMessage("b cpu");
    assertThatThrownBy(() -> engines.onProcessor(Optional.of("c"), NETWORK)).hasMessage("a cpu");
    assertThatThrownBy(() -> engines.onProcessor(Optional.of("d"), NETWORK))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid spark.phosphene.engine: d (must be one of a, b, c)");
  }

  @Test
  void noDefaultAndTwoDefaultsAreTold() {
    Plain first = new Plain("a", Set.of(CPU), EngineKind.Suit.DEFAULT);
    Plain second = new Plain("b", Set.of(CPU), EngineKind.Suit.DEFAULT);

    assertThatThrownBy(() -> opened(new Engines(List.of(second, first)), "", CPU))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot choose an engine for cpu: a, b are its default (name one of a, b by"
                + " spark.phosphene.engine)");
    assertThatThrownBy(() -> opened(new Engines(List.of(first)), "", CARD))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot choose an engine for cuda:3: no engine is its default (name one of a by"
                + " spark.phosphene.engine)");
  }

  private static String opened(Engines engines, String name, Device device) {
    Optional<String> asked = name.isEmpty() ? Optional.empty() : Optional.of(name);
    try {
      engines.open(asked, NETWORK, device).close();
      throw new AssertionError("no engine says where it was opened");
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  /** Says by an exception where it was opened. */
  private record Plain(String name, Set<Device> devices, Suit best) implements EngineKind {
    @Override
    public Suit suit(Device device) {
      return devices.contains(device) ? best : Suit.NONE;
    }

    @Override
    public Engine open(Network network, Device device) {
      throw new IllegalStateException(name + " " + device.name());
    }
  }
}
