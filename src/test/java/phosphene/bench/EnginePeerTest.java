package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.bench.EnginePeer.Use;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.engine.Engines;
import phosphene.spec.Precision;

class EnginePeerTest {
  private static final Workload WORKLOAD =
      Workload.chain("small", new int[] {1, 2}, new int[] {4, 5}, 11);

  static Stream<EngineChoice> choices() {
    return EngineChoice.all().stream().filter(choice -> choice.obstacle().isEmpty());
  }

  @Test
  void theDefaultOfTheProcessorComesFirst() {
    assertThat(choices().map(EngineChoice::name)).contains("nd4j").doesNotHaveDuplicates();
    EngineKind first = choices().findFirst().orElseThrow().kind();
    Device processor = new Device.Cpu();
    assertThat(first.name())
        .isEqualTo(Engines.known().kind(Optional.empty(), processor, Precision.F32).name());
  }

  @ParameterizedTest
  @MethodSource("choices")
  void everyUseOfAnEngineGivesTheDerivativeOfTheScore(EngineChoice choice) {
    try (Engine engine = choice.open(WORKLOAD.network())) {
      for (Use use : Use.values()) {
        for (int batch : List.of(1, 2)) {
          EnginePeer peer = new EnginePeer(WORKLOAD, choice, engine, use);
          if (peer.takes(batch)) {
            double most = choice.precision() == Precision.F32 ? 1e-4 : 0.1;
            double off = new Directional(WORKLOAD, batch).error(peer);
            assertThat(off).as(peer.name()).isCloseTo(0, within(most));
          }
          peer.close();
        }
      }
    }
  }
}
