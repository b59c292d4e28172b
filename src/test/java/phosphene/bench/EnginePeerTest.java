package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.bench.EnginePeer.Use;
import phosphene.engine.Engine;

class EnginePeerTest {
  private static final Workload WORKLOAD =
      Workload.chain("small", new int[] {1, 2}, new int[] {4, 5}, 11);

  static Stream<String> kinds() {
    return ProcessorEngines.names().stream();
  }

  @Test
  void nd4jRunsOnTheProcessor() {
    assertThat(ProcessorEngines.names()).contains("nd4j").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyUseOfAnEngineGivesTheDerivativeOfTheScore(String kind) {
    try (Engine engine = ProcessorEngines.open(kind, WORKLOAD.network())) {
      for (Use use : Use.values()) {
        for (int batch : List.of(1, 2)) {
          EnginePeer peer = new EnginePeer(WORKLOAD, kind, engine, use);
          if (peer.takes(batch)) {
            double off = new Directional(WORKLOAD, batch).error(peer);
            assertThat(off).as(peer.name()).isCloseTo(0, within(1e-4));
          }
        }
      }
    }
  }
}
