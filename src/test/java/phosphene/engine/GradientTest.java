package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.relu;
import static phosphene.network.PlainForward.named;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Convolution;
import phosphene.network.Layer;
import phosphene.network.LayerCase;
import phosphene.network.LayerCases;
import phosphene.network.Network;
import phosphene.network.PlainForward;
import phosphene.network.PlainGradient;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.Tap;

/**
 * The law of the engine: values are those of the layers' definition, and the gradient at the pixels
 * is the derivative of the objective whose gradient was added.
 */
@EveryEngine
class GradientTest {
  private static final int SIZE = 13;
  private static final Layer CONV = new Convolution(6, Window.of(3, 1, 1));
  private static final Target PRE = new Target(LayerCase.TARGET, Tap.PRE);
  private static final Target POST = new Target(LayerCase.TARGET, Tap.POST);
  private static final Target AFTER = new Target(LayerCase.AFTER, Tap.POST);

  /** By the names of cases: computed once for all engines. */
  private static final Map<String, Expected> EXPECTED = new ConcurrentHashMap<>();

  private final Subject subject;

  GradientTest(Subject subject) {
    this.subject = subject;
  }

  static Stream<LayerCase> cases() {
    return LayerCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void valuesAndGradientsAreThoseOfThePlainLoops(LayerCase layer) {
    Expected expected = EXPECTED.computeIfAbsent(layer.name(), name -> Expected.of(layer));
    try (Engine engine = subject.open(layer.network())) {
      check(engine, expected, List.of(POST, AFTER));
      if (layer.target().activation() != Elementary.NONE) {
        check(engine, expected, List.of(PRE, POST, AFTER)); // another layout
        check(engine, expected, List.of(PRE));
      }
    }
  }

  private static void check(Engine engine, Expected plain, List<Target> targets) {
    Shape input = engine.architecture().input();
    try (Session session = engine.open(targets, new Batch(1, input.height(), input.width()))) {
      session.forward(plain.image());
      double[] expected = new double[input.size()];
      for (int i = 0; i < targets.size(); i++) {
        Target target = targets.get(i);
        Shape shape = session.shape(i);
        assertThat(apart(read(session, i), values(plain.values(), target)))
            .as("values %s of %s", target, targets)
            .isLessThan(1e-5);
        for (int c = 0; c < shape.channels(); c++) {
          session.addGradient(new TargetChannel(i, 0, c), part(ramp(target), shape, c));
        }
        double[] gradient = named(plain.gradients(), target.toString());
        Arrays.setAll(expected, place -> expected[place] + gradient[place]);
      }
      float[] gradient = new float[expected.length];
      session.backward(ReluRule.EXACT, gradient);
      assertThat(norm(expected)).isPositive();
      assertThat(apart(gradient, expected)).as("gradient of %s", targets).isLessThan(1e-3);
    }
  }

  /** What the plain loops say of a case: of one image the values, and gradients by targets. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Expected(
      float[] image, PlainForward.Values values, Map<String, double[]> gradients) {
    static Expected of(LayerCase layer) {
      PlainGradient plain = new PlainGradient(layer.network(), 7);
      Map<String, Function<PlainForward.Values, Double>> objectives = new LinkedHashMap<>();
      for (Target target : List.of(PRE, POST, AFTER)) {
        objectives.put(
            target.toString(), all -> dot(GradientTest.values(all, target), ramp(target)));
      }
      return new Expected(plain.image(), plain.values(), plain.gradients(objectives));
    }
  }

  private static double[] values(PlainForward.Values values, Target target) {
    return named(target.tap() == Tap.PRE ? values.pre() : values.post(), target.layer()).values();
  }

  /** What an objective is made of: a factor for every value, in channel, row, column order. */
  private static float[] ramp(Target target) {
    return Toys.values(new SplittableRandom(target.toString().hashCode()), 1 << 12, -1, 1);
  }

  private static double dot(double[] values, float[] factors) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * factors[i];
    }
    return sum;
  }

  private static float[] part(float[] factors, Shape shape, int channel) {
    return Arrays.copyOfRange(factors, channel * shape.area(), (channel + 1) * shape.area());
  }

  private static float[] read(Session session, int target) {
    Shape shape = session.shape(target);
    float[] values = new float[shape.size()];
    float[] map = new float[shape.area()];
    for (int c = 0; c < shape.channels(); c++) {
      session.read(new TargetChannel(target, 0, c), map);
      System.arraycopy(map, 0, values, c * shape.area(), shape.area());
    }
    return values;
  }

  /** The L2 norm of the difference, by that of what is expected unless this is nothing. */
  private static double apart(float[] values, double[] expected) {
    assertThat(values).hasSameSizeAs(expected);
    double[] difference = new double[expected.length];
    Arrays.setAll(difference, i -> values[i] - expected[i]);
    return norm(expected) == 0 ? norm(difference) : norm(difference) / norm(expected);
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  @Test
  void severalTargetsAddTheirGradients() {
    Network network =
        network(SIZE, 9, relu("a", CONV, "input"), relu("b", CONV, "a"), relu("c", CONV, "b"));
    Batch one = new Batch(1, SIZE, SIZE);
    float[] pixels = Toys.values(new SplittableRandom(1), 3 * SIZE * SIZE, 0, 1);
    try (Engine engine = subject.open(network);
        Session both =
            engine.open(List.of(new Target("a", Tap.POST), new Target("c", Tap.PRE)), one);
        Session early = engine.open(List.of(new Target("a", Tap.POST)), one);
        Session late = engine.open(List.of(new Target("c", Tap.PRE)), one)) {
      float[] sum = gradient(both, pixels, 0, 1);
      float[] first = gradient(early, pixels, 0);
      float[] second = gradient(late, pixels, 0);
      for (int i = 0; i < sum.length; i++) {
        assertThat(sum[i]).isCloseTo(first[i] + second[i], within(1e-4f));
      }
    }
  }

  private static float[] gradient(Session session, float[] pixels, int... targets) {
    session.forward(pixels);
    for (int target : targets) {
      float[] ones = new float[session.shape(target).area()];
      Arrays.fill(ones, 1);
      session.addGradient(new TargetChannel(target, 0, 2), ones);
    }
    float[] gradient = new float[pixels.length];
    session.backward(ReluRule.EXACT, gradient);
    return gradient;
  }
}
