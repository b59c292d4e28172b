package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.LeakyRelu;
import phosphene.spec.Tap;

/**
 * Nonlinearities behind convolutions that are wide enough for Winograd's algorithm: a kernel that
 * applies some functions itself need not know all. Every engine agrees with the first.
 */
class WinogradEndingsTest {
  private static final int SIDE = 32;
  private static final int CHANNELS = 64;

  static Stream<Activation> activations() {
    return Stream.of(
        Elementary.NONE,
        Elementary.RELU,
        Clip.RELU6,
        new LeakyRelu(0.1),
        Elementary.TANH,
        Elementary.SIGMOID,
        Elementary.SILU,
        Elementary.GELU);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void everyEngineAgreesWithTheFirst(Activation activation) {
    Network network = network(activation);
    List<float[]> results = new ArrayList<>();
    for (Subject subject : TestEngines.onProcessor()) {
      try (Engine engine = subject.open(network)) {
        results.add(result(engine));
      }
    }
    for (float[] result : results) {
      assertThat(distance(result, results.get(0))).isLessThan(1e-4);
    }
  }

  /** The values of the last layer, and the gradient of one of its channels. */
  private static float[] result(Engine engine) {
    float[] pixels = new float[3 * SIDE * SIDE];
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    try (Session session =
        engine.open(List.of(new Target("c", Tap.POST)), new Batch(1, SIDE, SIDE))) {
      session.forward(pixels);
      float[] map = new float[SIDE * SIDE];
      session.read(new TargetChannel(0, 0, 1), map);
      float[] ones = new float[map.length];
      Arrays.fill(ones, 1f / ones.length);
      session.addGradient(new TargetChannel(0, 0, 1), ones);
      float[] gradient = new float[pixels.length];
      session.backward(ReluRule.EXACT, gradient);
      double scale = norm(map) / norm(gradient);
      float[] both = Arrays.copyOf(map, map.length + gradient.length);
      for (int i = 0; i < gradient.length; i++) {
        both[map.length + i] = (float) (gradient[i] * scale);
      }
      return both;
    }
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static double distance(float[] left, float[] right) {
    float[] difference = new float[left.length];
    for (int i = 0; i < left.length; i++) {
      difference[i] = left[i] - right[i];
    }
    return norm(difference) / norm(right);
  }

  private static Network network(Activation activation) {
    List<Node> nodes =
        List.of(
            node("a", Architecture.INPUT, activation),
            node("b", "a", activation),
            node("c", "b", activation));
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Weights> weights =
        Map.of(
            "a",
            weights(3, random),
            "b",
            weights(CHANNELS, random),
            "c",
            weights(CHANNELS, random));
    Architecture architecture =
        new Architecture("wide", new Shape(3, SIDE, SIDE), Preprocessing.unit(), nodes);
    return new Network(architecture, weights, "", List.of());
  }

  private static Node node(String name, String input, Activation activation) {
    return new Node(
        name, new Convolution(CHANNELS, Window.of(3, 1, 1)), List.of(input), activation);
  }

  private static Weights weights(int in, SplittableRandom random) {
    float[] kernel = new float[CHANNELS * in * 9];
    double deviation = Math.sqrt(2.0 / (9 * in));
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (random.nextGaussian() * deviation);
    }
    return new Weights(kernel, new float[CHANNELS]);
  }
}
