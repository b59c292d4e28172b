package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.PlainForward.named;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainGradient;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;
import phosphene.spec.Tap;

/** The law of the engine for whole networks of today, with random weights. */
@EveryEngine
class WholeGradientTest {
  private static final int DIRECTIONS = 6;

  /** By the names of networks: computed once for all engines. */
  private static final Map<String, Expected> EXPECTED = new ConcurrentHashMap<>();

  private final Subject subject;

  WholeGradientTest(Subject subject) {
    this.subject = subject;
  }

  /**
   * The mean square of an error along random directions is the mean square of the whole error: an
   * error in any direction is seen.
   */
  @ParameterizedTest
  @CsvSource({
    "squeezenet, 64",
    "resnet18, 64",
    "mobilenet_v2, 64",
    "mobilenet_v3_small, 64",
    "efficientnet_b0, 48",
    "convnext_tiny, 32",
    "shufflenet_v2_x1_0, 64",
    "regnet_y_400mf, 48"
  })
  void valuesAndGradientsAreThoseOfThePlainLoops(String name, int size) {
    Network known = Networks.random(name, 5);
    Network network = known.with(Preprocessing.unit()); // gradients by input value
    Node last = lastMap(network, size);
    Expected expected =
        EXPECTED.computeIfAbsent(name, absent -> Expected.of(network, last.name(), size));
    try (Engine engine = subject.open(network);
        Session session =
            engine.open(List.of(new Target(last.name(), Tap.POST)), new Batch(1, size, size))) {
      session.forward(expected.image());
      float[] values = new float[session.shape(0).size()];
      session.read(0, 0, values);
      assertThat(apart(values, expected.values())).as("values").isLessThan(1e-4);
      session.addGradient(0, 0, factors(values.length));
      float[] gradient = new float[expected.image().length];
      session.backward(ReluRule.EXACT, gradient);
      float[] claimed = new float[DIRECTIONS];
      for (int i = 0; i < DIRECTIONS; i++) {
        claimed[i] = (float) dot(direction(i, gradient.length), doubles(gradient));
      }
      assertThat(apart(claimed, expected.slopes())).as("gradient").isLessThan(1e-3);
    }
  }

  /** What the plain loops say: values at an image, and how the objective grows along directions. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Expected(float[] image, double[] values, double[] slopes) {
    static Expected of(Network network, String layer, int size) {
      PlainGradient plain = new PlainGradient(network, new Shape(3, size, size), 3);
      double[] values = channelsLast(named(plain.values().post(), layer));
      float[] factors = factors(values.length);
      Function<PlainForward.Values, Double> objective =
          all -> dot(factors, channelsLast(named(all.post(), layer)));
      double[] slopes = new double[DIRECTIONS];
      Arrays.setAll(slopes, i -> plain.slope(objective, direction(i, plain.image().length)));
      return new Expected(plain.image(), values, slopes);
    }
  }

  private static float[] factors(int count) {
    return Toys.values(new SplittableRandom(9), count, -1, 1);
  }

  private static float[] direction(int index, int count) {
    return Toys.values(new SplittableRandom(21 + index), count, -1, 1);
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  /** The last node that is no vector. */
  private static Node lastMap(Network network, int size) {
    Map<String, Shape> shapes = network.architecture().shapes(size, size);
    return network.architecture().nodes().stream()
        .filter(node -> named(shapes, node.name()).area() > 1)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static double[] channelsLast(PlainForward.Tensor values) {
    Shape shape = values.shape();
    double[] moved = new double[shape.size()];
    for (int i = 0; i < moved.length; i++) {
      moved[i % shape.area() * shape.channels() + i / shape.area()] = values.values()[i];
    }
    return moved;
  }

  private static double dot(float[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double apart(float[] values, double[] expected) {
    double error = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      error += Math.pow(values[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    assertThat(size).isPositive();
    return Math.sqrt(error / size);
  }
}
