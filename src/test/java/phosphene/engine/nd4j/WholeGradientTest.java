package phosphene.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.PlainForward.named;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.Toys;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.PlainForward;
import phosphene.network.PlainGradient;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;
import phosphene.spec.Tap;

/** The law of the engine for whole networks of today, with random weights. */
class WholeGradientTest {
  private static final int DIRECTIONS = 6;

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
    Shape image = new Shape(3, size, size);
    PlainGradient plain = new PlainGradient(network, image, 3);
    try (Engine engine = Nd4jEngine.open(network);
        Session session =
            engine.open(List.of(new Target(last.name(), Tap.POST)), new Batch(1, size, size))) {
      session.forward(plain.image());
      Shape shape = session.shape(0);
      float[] values = new float[shape.size()];
      session.read(0, 0, values);
      double[] expected = channelsLast(named(plain.values().post(), last.name()));
      assertThat(apart(values, expected)).as("values").isLessThan(1e-4);
      float[] factors = Toys.values(new SplittableRandom(9), values.length, -1, 1);
      session.addGradient(0, 0, factors);
      float[] gradient = new float[image.size()];
      session.backward(ReluRule.EXACT, gradient);
      Function<PlainForward.Values, Double> objective =
          all -> dot(factors, channelsLast(named(all.post(), last.name())));
      check(plain, objective, gradient);
    }
  }

  private static void check(
      PlainGradient plain, Function<PlainForward.Values, Double> objective, float[] gradient) {
    float[] claimed = new float[DIRECTIONS];
    double[] measured = new double[DIRECTIONS];
    SplittableRandom random = new SplittableRandom(21);
    for (int i = 0; i < DIRECTIONS; i++) {
      float[] direction = Toys.values(random, gradient.length, -1, 1);
      double[] wide = new double[gradient.length];
      Arrays.setAll(wide, place -> direction[place]);
      claimed[i] = (float) dot(gradient, wide);
      measured[i] = plain.slope(objective, direction);
    }
    assertThat(apart(claimed, measured)).as("gradient").isLessThan(1e-3);
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
