package phosphene.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.engine.Toys.relu;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.engine.Toys;
import phosphene.network.AveragePool;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Network;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Scale;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.Window.Rounding;
import phosphene.spec.Tap;

/**
 * The law of the engine: the gradient at the pixels is the derivative of the objective whose
 * gradient was added.
 */
class GradientTest {
  private static final int SIZE = 13;
  private static final Layer CONV = new Convolution(6, Window.of(3, 1, 1));

  static Stream<Arguments> networks() {
    return Stream.of(
        chain("convolution 3x3", new Convolution(5, Window.of(3, 1, 1))),
        chain("convolution 3x3 valid", new Convolution(5, Window.of(3, 1, 0))),
        chain("convolution 1x1", new Convolution(5, Window.of(1, 1, 0))),
        chain("convolution 5x5", new Convolution(5, Window.of(5, 1, 2))),
        chain("convolution 7x7/2", new Convolution(5, Window.of(7, 2, 3))),
        chain("convolution 3x3/2 valid", new Convolution(5, Window.of(3, 2, 0))),
        chain(
            "convolution 3x3 same", new Convolution(5, Window.of(3, 1, 0).rounded(Rounding.SAME))),
        chain(
            "convolution 2x2 same", new Convolution(5, Window.of(2, 1, 0).rounded(Rounding.SAME))),
        chain(
            "convolution 3x3/2 same",
            new Convolution(5, Window.of(3, 2, 0).rounded(Rounding.SAME))),
        chain("convolution wide padding", new Convolution(5, Window.of(1, 1, 1))),
        chain("convolution 1x3", new Convolution(5, new Window(1, 3, 1, 1, 0, 1, Rounding.FLOOR))),
        chain("max pool 2x2", new MaxPool(Window.of(2, 2, 0))),
        chain("max pool 3x3/2 ceil", new MaxPool(Window.of(3, 2, 0).rounded(Rounding.CEIL))),
        chain("max pool 2x2/2 ceil", new MaxPool(Window.of(2, 2, 0).rounded(Rounding.CEIL))),
        chain("max pool 3x3/1", new MaxPool(Window.of(3, 1, 1))),
        chain("max pool same", new MaxPool(Window.of(2, 2, 0).rounded(Rounding.SAME))),
        chain("average pool", new AveragePool(Window.of(3, 1, 1), AveragePool.Divisor.WINDOW)),
        chain("average pool valid", new AveragePool(Window.of(3, 2, 1), AveragePool.Divisor.VALID)),
        chain("global average", new GlobalAveragePool()),
        chain("local response norm", new LocalResponseNorm(5, 0.5, 0.75, 1)),
        chain("scale", new Scale()),
        chain("zero pad", Pad.zeros(new Padding(1, 2, 3, 0))),
        chain("dense", new Dense(7)),
        Arguments.of(
            "concat",
            network(
                SIZE,
                3,
                relu("a", CONV, "input"),
                relu("b", new Convolution(4, Window.of(1, 1, 0)), "a"),
                relu("c", new Convolution(3, Window.of(3, 1, 1)), "a"),
                node("target", new Concat(), "b", "c"))),
        Arguments.of(
            "add with a skip",
            network(
                SIZE,
                4,
                relu("a", CONV, "input"),
                relu("b", CONV, "a"),
                relu("target", Elementwise.ADD, "a", "b"))),
        Arguments.of(
            "softmax",
            network(
                SIZE,
                5,
                relu("a", CONV, "input"),
                node("b", new GlobalAveragePool(), "a"),
                node("target", new Softmax(), "b"))));
  }

  private static Arguments chain(String name, Layer layer) {
    return Arguments.of(
        name,
        network(
            SIZE, name.hashCode(), relu("first", CONV, "input"), relu("target", layer, "first")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void gradientAtThePixelsIsTheDerivative(String name, Network network) {
    for (Tap tap : Tap.values()) {
      try (Engine engine = Nd4jEngine.open(network);
          Session session =
              engine.open(List.of(new Target("target", tap)), new Batch(2, SIZE, SIZE))) {
        checkAgainstFiniteDifferences(session);
      }
    }
  }

  private static void checkAgainstFiniteDifferences(Session session) {
    SplittableRandom random = new SplittableRandom(7);
    float[] pixels = Toys.values(random, 2 * 3 * SIZE * SIZE, 0, 1);
    Shape shape = session.shape(0);
    float[] layerGradient = Toys.values(random, shape.area() * shape.channels() * 2, -1, 1);
    session.forward(pixels);
    addGradient(session, layerGradient);
    float[] gradient = new float[pixels.length];
    session.backward(ReluRule.EXACT, gradient);

    double scale = 0;
    double error = 0;
    for (int trial = 0; trial < 6; trial++) {
      float[] direction = uphill(gradient, Toys.values(random, pixels.length, -0.3, 0.3));
      double expected = dot(gradient, direction);
      double measured = difference(session, pixels, direction, layerGradient);
      scale += expected * expected;
      error += (expected - measured) * (expected - measured);
    }
    assertThat(scale).isPositive();
    assertThat(Math.sqrt(error / scale)).isCloseTo(0, within(1e-3));
  }

  /** The gradient, disturbed: a direction in which the change is well above the rounding. */
  private static float[] uphill(float[] gradient, float[] noise) {
    float max = 0;
    for (float value : gradient) {
      max = Math.max(max, Math.abs(value));
    }
    float[] direction = noise.clone();
    for (int i = 0; i < noise.length; i++) {
      direction[i] += gradient[i] / max;
    }
    return direction;
  }

  private static double difference(
      Session session, float[] pixels, float[] direction, float[] layerGradient) {
    double step = 2e-4; // large against rounding, small against the distance of the kinks
    double[] value = new double[2];
    for (int side = 0; side < 2; side++) {
      float[] moved = pixels.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (float) ((side * 2 - 1) * step * direction[i]);
      }
      session.forward(moved);
      value[side] = objective(session, layerGradient);
    }
    return (value[1] - value[0]) / (2 * step);
  }

  private static void addGradient(Session session, float[] layerGradient) {
    Shape shape = session.shape(0);
    for (int image = 0; image < 2; image++) {
      for (int c = 0; c < shape.channels(); c++) {
        session.addGradient(new TargetChannel(0, image, c), part(layerGradient, shape, image, c));
      }
    }
  }

  private static double objective(Session session, float[] layerGradient) {
    Shape shape = session.shape(0);
    float[] map = new float[shape.area()];
    double sum = 0;
    for (int image = 0; image < 2; image++) {
      for (int c = 0; c < shape.channels(); c++) {
        session.read(new TargetChannel(0, image, c), map);
        sum += dot(map, part(layerGradient, shape, image, c));
      }
    }
    return sum;
  }

  private static float[] part(float[] layerGradient, Shape shape, int image, int channel) {
    int from = (image * shape.channels() + channel) * shape.area();
    return java.util.Arrays.copyOfRange(layerGradient, from, from + shape.area());
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  @Test
  void severalTargetsAddTheirGradients() {
    Network network =
        network(SIZE, 9, relu("a", CONV, "input"), relu("b", CONV, "a"), relu("c", CONV, "b"));
    Batch one = new Batch(1, SIZE, SIZE);
    float[] pixels = Toys.values(new SplittableRandom(1), 3 * SIZE * SIZE, 0, 1);
    try (Engine engine = Nd4jEngine.open(network);
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
      java.util.Arrays.fill(ones, 1);
      session.addGradient(new TargetChannel(target, 0, 2), ones);
    }
    float[] gradient = new float[pixels.length];
    session.backward(ReluRule.EXACT, gradient);
    return gradient;
  }
}
