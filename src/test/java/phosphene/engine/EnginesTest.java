package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import phosphene.engine.EngineKind.Suit;
import phosphene.engine.nd4j.Nd4jEngine;
import phosphene.engine.nd4j.Nd4jKind;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Window;
import phosphene.spec.Precision;
import phosphene.spec.SpecException;

/** Which engine runs a network where. */
class EnginesTest {
  private static final Device CPU = new Device.Cpu();
  private static final Device CARD = new Device.Cuda(3);
  private static final Network NETWORK =
      Toys.network(8, 1, Toys.node("conv", new Convolution(2, Window.of(3, 1, 1)), "input"));

  @Test
  void nd4jRunsOnTheProcessorByName() {
    try (Engine engine = Engines.known().onProcessor(Optional.of("nd4j"), NETWORK)) {
      assertThat(engine).isInstanceOf(Nd4jEngine.class);
      assertThat(engine.device()).isEqualTo("cpu");
      assertThat(engine.name()).startsWith("nd4j ").contains(" cpu ").endsWith("threads=1");
      assertThat(new Nd4jKind().describe(CPU)).isEqualTo(engine.name());
    }
  }

  @Test
  void nd4jRefusesHalfOfTheBits() {
    assertThatThrownBy(
            () -> Engines.known().open(Optional.of("nd4j"), NETWORK, CPU, Precision.BF16))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot run nd4j on cpu in bf16: it computes in f32 only");
  }

  @Test
  void aCardWithoutTheBackendForItIsRefusedAndNotReplacedByTheProcessor() {
    assertThatThrownBy(
            () -> Engines.known().open(Optional.of("nd4j"), NETWORK, CARD, Precision.F32))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot run nd4j on cuda:3: ND4J's CUDA backend is not on the class path (put"
                + " nd4j-cuda-11.6 there, as deploy/kubernetes/Dockerfile.cuda does, or ask Spark"
                + " for no GPUs)");
  }

  @Test
  void aBackendThatLoadedForTheProcessorIsNotTakenForACard() {
    assertThatThrownBy(() -> Nd4jEngine.open(NETWORK, CARD))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot run nd4j on cuda:3: ND4J found no CUDA driver and loaded its CPU backend");
  }

  @Test
  void anEngineIsFoundByItsNameAndByItsDevice() {
    Engines engines =
        new Engines(
            List.of(
                new Plain("a", Set.of(CPU), Suit.DEFAULT),
                new Plain("b", Set.of(CPU, CARD), Suit.NAMED),
                new Plain("c", Set.of(CARD), Suit.DEFAULT)));

    assertThat(opened(engines, "", CPU)).isEqualTo("a cpu F32");
    assertThat(opened(engines, "auto", CPU)).isEqualTo("a cpu F32");
    assertThat(opened(engines, "b", CPU)).isEqualTo("b cpu F32");
    assertThatThrownBy(() -> opened(engines, "a", CARD))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot run a on cuda:3: a does not run there");
    assertThatThrownBy(() -> opened(engines, "d", CPU))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid spark.phosphene.engine: d (must be auto or one of a, b, c)");
  }

  @Test
  void theFallbackRunsWhereTheDefaultCannot() {
    Engines engines =
        new Engines(
            List.of(
                new Plain("nd", Set.of(CPU, CARD), Suit.FALLBACK),
                new Plain("one", Set.of(CPU), Suit.DEFAULT)));

    assertThat(opened(engines, "", CPU)).isEqualTo("one cpu F32");
    assertThat(opened(engines, "", CARD)).isEqualTo("nd cuda:3 F32");
    assertThat(opened(engines, "nd", CPU)).isEqualTo("nd cpu F32");
  }

  /** Nothing else stands in for what a user named, and every reason is told. */
  @Test
  void whereNoneRunsTheReasonOfEachIsTold() {
    Engines engines =
        new Engines(
            List.of(
                new Plain("nd", Set.of(), Suit.FALLBACK),
                new Plain("one", Set.of(), Suit.DEFAULT)));

    assertThatThrownBy(() -> opened(engines, "", CPU))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot run one on cpu: one does not run there; Cannot run nd on cpu: nd does not run"
                + " there");
  }

  /** Plans and measurements run on the processor, whatever the tasks' devices are. */
  @Test
  void onTheProcessorAnEngineOfCardsGivesWayToTheDefault() {
    Engines engines =
        new Engines(
            List.of(
                new Plain("a", Set.of(CPU), Suit.DEFAULT),
                new Plain("b", Set.of(CPU), Suit.NAMED),
                new Plain("c", Set.of(CARD), Suit.DEFAULT)));

    assertThatThrownBy(() -> engines.onProcessor(Optional.empty(), NETWORK))
        .hasMessage("a cpu F32");
    assertThatThrownBy(() -> engines.onProcessor(Optional.of("b"), NETWORK))
        .hasMessage("b cpu F32");
    assertThatThrownBy(() -> engines.onProcessor(Optional.of("c"), NETWORK))
        .hasMessage("a cpu F32");
    assertThatThrownBy(() -> engines.onProcessor(Optional.of("c"), NETWORK, Precision.BF16))
        .as("executors may have processors that do")
        .hasMessage("a cpu F32");
    assertThatThrownBy(() -> engines.onProcessor(Optional.of("d"), NETWORK))
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid spark.phosphene.engine: d (must be auto or one of a, b, c)");
  }

  @Test
  void aPrecisionChoosesAmongTheEnginesToo() {
    Engines engines =
        new Engines(
            List.of(
                new Plain("half", Set.of(CPU), Suit.FALLBACK, Set.of(Precision.values())),
                new Plain("whole", Set.of(CPU), Suit.DEFAULT)));

    assertThat(opened(engines, "", CPU)).isEqualTo("whole cpu F32");
    assertThatThrownBy(() -> engines.open(Optional.empty(), NETWORK, CPU, Precision.BF16))
        .hasMessage("half cpu BF16");
    assertThatThrownBy(() -> engines.onProcessor(Optional.empty(), NETWORK, Precision.BF16))
        .hasMessage("half cpu BF16");
    assertThatThrownBy(() -> engines.open(Optional.of("whole"), NETWORK, CPU, Precision.BF16))
        .isInstanceOf(SpecException.class)
        .hasMessage("Cannot run whole on cpu in bf16: whole does not run there");
  }

  @Test
  void noDefaultAndTwoDefaultsAreTold() {
    Plain first = new Plain("a", Set.of(CPU), Suit.DEFAULT);
    Plain second = new Plain("b", Set.of(CPU), Suit.DEFAULT);
    Plain third = new Plain("c", Set.of(CPU), Suit.NAMED);

    assertThatThrownBy(() -> opened(new Engines(List.of(second, first)), "", CPU))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot choose an engine for cpu: a, b are its default (name one of a, b by"
                + " spark.phosphene.engine)");
    assertThatThrownBy(() -> opened(new Engines(List.of(third)), "", CARD))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "Cannot choose an engine for cuda:3: no engine is its default (name one of c by"
                + " spark.phosphene.engine)");
  }

  private static String opened(Engines engines, String name, Device device) {
    Optional<String> asked = name.isEmpty() ? Optional.empty() : Optional.of(name);
    try {
      engines.open(asked, NETWORK, device, Precision.F32).close();
      throw new AssertionError("no engine says where it was opened");
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }

  /** Says by an exception where it was opened. */
  private record Plain(String name, Set<Device> devices, Suit best, Set<Precision> precisions)
      implements EngineKind {
    Plain(String name, Set<Device> devices, Suit best) {
      this(name, devices, best, Set.of(Precision.F32));
    }

    @Override
    public Suit suit(Device device) {
      return devices.isEmpty() || devices.contains(device) ? best : Suit.NAMED;
    }

    @Override
    public Optional<String> obstacle(Device device, Precision precision) {
      return devices.contains(device) && precisions.contains(precision)
          ? Optional.empty()
          : Optional.of(name + " does not run there");
    }

    @Override
    public String describe(Device device) {
      return name + " of a test";
    }

    @Override
    public Engine open(Network network, Device device, Precision precision) {
      throw new IllegalStateException(name + " " + device.name() + " " + precision);
    }
  }
}
