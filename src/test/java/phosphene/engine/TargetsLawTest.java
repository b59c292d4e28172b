package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Convolution;
import phosphene.network.LayerCase;
import phosphene.network.LayerCases;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.Tap;

/** To the last bit, a target gives the same whatever other targets its session has. */
@Deterministic
@EveryEngine
class TargetsLawTest {
  private final Subject subject;

  TargetsLawTest(Subject subject) {
    this.subject = subject;
  }

  @ParameterizedTest(name = "{0}, {1} px: {2}")
  @CsvSource({
    "stem, 64, reduce",
    "residual, 37, reduce",
    "residual, 37, sum",
    "residual of 32 groups, 37, sum",
    "inception, 28, straight",
    "inception, 28, five",
    "inverted residual, 45, project",
    "dense block, 29, grown1"
  })
  void aLayerGivesTheSameBesideADeeperOne(String part, int size, String layer) {
    for (Tap tap : Tap.values()) {
      check(Chains.part(part, size), new Target(layer, tap), new Target(Chains.LAST, Tap.POST));
    }
  }

  @ParameterizedTest(name = "{0} channels")
  @CsvSource({"16", "24", "64", "96"})
  void aPartOfSmallLayersGivesTheSameBeforeALargeOne(int channels) {
    Network network =
        Toys.network(
            32,
            1,
            Toys.relu("first", new Convolution(channels, Window.of(5, 1, 2)), "input"),
            Toys.relu("early", new Convolution(channels, Window.of(1, 1, 0)), "first"),
            Toys.relu("wide", new Convolution(64, Window.of(1, 1, 0)), "early"),
            Toys.relu("deep", new Convolution(64, Window.of(3, 1, 1)), "wide"));
    check(network, new Target("early", Tap.POST), new Target("deep", Tap.POST));
  }

  static Stream<LayerCase> bent() {
    return LayerCases.all().filter(some -> some.target().activation() != Elementary.NONE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bent")
  void aNonlinearityGivesTheSameBesideWhatItReads(LayerCase layer) {
    check(
        layer.network(),
        new Target(LayerCase.TARGET, Tap.POST),
        new Target(LayerCase.TARGET, Tap.PRE));
  }

  private void check(Network network, Target target, Target other) {
    try (Engine engine = subject.open(network)) {
      assertThat(step(engine, List.of(target, other)))
          .as("%s beside %s", target, other)
          .isEqualTo(step(engine, List.of(target)));
    }
  }

  /** Of the first target values, and the gradient of half their squares. */
  private static List<Float> step(Engine engine, List<Target> targets) {
    Shape input = engine.architecture().input();
    float[] pixels = Toys.values(new SplittableRandom(7), input.size(), 0, 1);
    try (Session session = engine.open(targets, new Batch(1, input.height(), input.width()))) {
      float[] values = new float[session.shape(0).size()];
      float[] gradient = new float[pixels.length];
      session.forward(pixels);
      session.read(0, 0, values);
      session.addGradient(0, 0, values);
      session.backward(ReluRule.EXACT, gradient);
      List<Float> both = new ArrayList<>();
      for (float[] some : List.of(values, gradient)) {
        for (float value : some) {
          both.add(value + 0f); // a zero has no sign
        }
      }
      return both;
    }
  }
}
