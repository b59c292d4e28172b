package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Rearrange;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/**
 * How far the processor's engines are from each other, layer by layer at real widths: each gets the
 * same bits, since before it values are only moved. The entries that it reports are the table of
 * docs/engines.md.
 */
@Deterministic
class EngineBitsTest {
  private static final int SIDE = 128;
  private static final Shape IMAGE = new Shape(3, SIDE, SIDE);

  /** What a layer gives and what goes back through it. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Step(float[] values, float[] gradient) {}

  static Stream<BitsCase> cases() {
    return BitsCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theEnginesAgree(BitsCase layer, TestReporter reporter) {
    List<Subject> engines = TestEngines.onProcessor();
    assumeTrue(engines.size() > 1, "one engine only");
    Network network = network(layer);
    List<Step> steps = engines.stream().map(engine -> step(engine, network)).toList();
    double values = apart(steps.get(0).values, steps.get(1).values);
    double gradient = apart(steps.get(0).gradient, steps.get(1).gradient);
    reporter.publishEntry(layer.name(), text(values) + " | " + text(gradient));
    assertThat(values).as("values").isLessThan(layer.moves() ? Double.MIN_VALUE : 1e-5);
    assertThat(gradient).as("gradient").isLessThan(layer.moves() ? Double.MIN_VALUE : 1e-5);
  }

  /** The layer's nodes behind images that have the shapes of its inputs. */
  private static Network network(BitsCase layer) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < layer.inputs().size(); i++) {
      Shape shape = layer.inputs().get(i);
      int first = i; // no two inputs are the same
      int[] sources =
          IntStream.range(0, shape.size()).map(k -> (k + first) % IMAGE.size()).toArray();
      nodes.add(Toys.node(BitsCase.IN + i, new Rearrange(shape, sources), "input"));
    }
    nodes.addAll(layer.nodes());
    return Toys.network(IMAGE, Preprocessing.unit(), 1, nodes.toArray(Node[]::new));
  }

  private static Step step(Subject subject, Network network) {
    float[] pixels = Toys.values(new SplittableRandom(1), IMAGE.size(), -2, 2);
    try (Engine engine = subject.open(network);
        Session session =
            engine.open(List.of(new Target(BitsCase.OUT, Tap.POST)), new Batch(1, SIDE, SIDE))) {
      float[] values = new float[session.shape(0).size()];
      float[] gradient = new float[pixels.length];
      session.forward(pixels);
      session.read(0, 0, values);
      session.addGradient(0, 0, Toys.values(new SplittableRandom(2), values.length, -1, 1));
      session.backward(ReluRule.EXACT, gradient);
      return new Step(values, gradient);
    }
  }

  /** The largest difference by the largest value. */
  private static double apart(float[] left, float[] right) {
    assertThat(left).hasSameSizeAs(right);
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < left.length; i++) {
      difference = Math.max(difference, Math.abs((double) left[i] - right[i]));
      largest = Math.max(largest, Math.abs(right[i]));
    }
    assertThat(largest).isPositive();
    return difference / largest;
  }

  private static String text(double apart) {
    return apart == 0 ? "equal" : String.format(Locale.ROOT, "%.0e", apart);
  }
}
