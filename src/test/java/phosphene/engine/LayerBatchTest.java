package phosphene.engine;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.LayerCase;
import phosphene.network.LayerCases;
import phosphene.spec.Tap;

/** To the last bit, no layer lets an image know which others are computed beside it. */
@Deterministic
@EveryEngine
class LayerBatchTest {
  private static final List<Target> TARGETS =
      List.of(
          new Target(LayerCase.TARGET, Tap.PRE),
          new Target(LayerCase.TARGET, Tap.POST),
          new Target(LayerCase.AFTER, Tap.POST));

  private final Subject subject;

  LayerBatchTest(Subject subject) {
    this.subject = subject;
  }

  static Stream<LayerCase> cases() {
    return LayerCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void anImageGivesTheSameBitsInAnyCompany(LayerCase layer) {
    try (Engine engine = subject.open(layer.network())) {
      new CompanyLaw(engine, TARGETS).check();
    }
  }
}
