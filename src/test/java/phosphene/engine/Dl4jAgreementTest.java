package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;
import phosphene.spec.SpecException;
import phosphene.spec.Tap;

/** An imported network gives what Deeplearning4j gives, and so does its gradient. */
@EveryEngine
class Dl4jAgreementTest {
  private static final double TOLERANCE = 1e-4;
  private static final int IMAGES = 2;

  @TempDir Path folder;

  private final Subject subject;

  Dl4jAgreementTest(Subject subject) {
    this.subject = subject;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("phosphene.engine.Dl4jNetworks#trained")
  void gradientIsThatOfBackpropagation(String name, Dl4jJudge judge) {
    INDArray input = images(judge);
    INDArray epsilon = epsilon(judge, input);

    agree(judge, input, epsilon, judge.backprop(input, epsilon));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("phosphene.engine.Dl4jNetworks#onlyInferred")
  void gradientIsThatOfDifferences(String name, Dl4jJudge judge) {
    INDArray input = images(judge);
    INDArray epsilon = epsilon(judge, input);

    agree(judge, input, epsilon, judge.differences(input, epsilon));
  }

  /** Cross entropy: its gradient at a probability p is -label / p. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("phosphene.engine.Dl4jNetworks#outputs")
  void gradientIsThatOfTheLoss(String name, Dl4jJudge.Chain judge) {
    INDArray input = images(judge);
    INDArray labels = Nd4j.createFromArray(new double[][] {{0, 1, 0, 0}, {0.5, 0, 0, 0.5}});
    INDArray epsilon = labels.div(judge.output(input)).neg();

    agree(judge, input, epsilon, judge.loss(input, labels));
  }

  @Test
  void everyKindOfLayerThatTheImporterNamesIsCompared() {
    Path file = folder.resolve("model.zip");
    Dl4jJudge strange = Dl4jNetworks.unsupported();
    strange.save(file);
    Set<String> compared =
        Stream.of(Dl4jNetworks.trained(), Dl4jNetworks.onlyInferred(), Dl4jNetworks.outputs())
            .flatMap(cases -> cases)
            .flatMap(each -> ((Dl4jJudge) each.get()[1]).kinds().stream())
            .collect(Collectors.toSet());

    SpecException refusal =
        catchThrowableOfType(SpecException.class, () -> Networks.importModel(file));
    String supported = refusal.getMessage().substring(refusal.getMessage().indexOf("supported: "));
    assertThat(compared)
        .containsAll(
            Pattern.compile("([A-Z][a-z]+){2,}")
                .matcher(supported)
                .results()
                .map(MatchResult::group)
                .toList());
  }

  private void agree(Dl4jJudge judge, INDArray input, INDArray epsilon, INDArray expected) {
    Path file = folder.resolve("model.zip");
    judge.save(file);
    Network network = Networks.importModel(file);
    Batch batch = new Batch(IMAGES, (int) input.size(2), (int) input.size(3));
    Map<String, INDArray> layers = judge.activations(input);
    List<String> known = layers.keySet().stream().filter(name -> holds(network, name)).toList();
    List<Target> targets =
        known.stream().map(name -> new Target(node(network, name), Tap.POST)).toList();
    try (Engine engine = subject.open(network);
        Session session = engine.open(targets, batch)) {
      session.forward(floats(input));
      for (int i = 0; i < known.size(); i++) {
        assertThat(distance(values(session, i), layers.get(known.get(i))))
            .as(known.get(i))
            .isLessThan(TOLERANCE);
      }
      addGradient(session, targets.size() - 1, epsilon);
      float[] gradient = new float[(int) input.length()];
      session.backward(ReluRule.EXACT, gradient);
      assertThat(distance(gradient, expected)).as("gradient").isLessThan(TOLERANCE);
    }
  }

  private static boolean holds(Network network, String layer) {
    return network.architecture().node(layer).isPresent();
  }

  /** The node that ends a layer: its softmax is a node of its own. */
  private static String node(Network network, String layer) {
    String softmax = layer + "_softmax";
    return holds(network, softmax) ? softmax : layer;
  }

  private static float[] values(Session session, int target) {
    Shape shape = session.shape(target);
    float[] values = new float[IMAGES * shape.size()];
    float[] map = new float[shape.area()];
    for (int i = 0; i < IMAGES * shape.channels(); i++) {
      session.read(new TargetChannel(target, i / shape.channels(), i % shape.channels()), map);
      System.arraycopy(map, 0, values, i * map.length, map.length);
    }
    return values;
  }

  private static void addGradient(Session session, int target, INDArray epsilon) {
    Shape shape = session.shape(target);
    float[] gradients = floats(epsilon);
    for (int i = 0; i < IMAGES * shape.channels(); i++) {
      float[] map = Arrays.copyOfRange(gradients, i * shape.area(), (i + 1) * shape.area());
      session.addGradient(
          new TargetChannel(target, i / shape.channels(), i % shape.channels()), map);
    }
  }

  /** |a - b| / |b|. */
  private static double distance(float[] a, INDArray expected) {
    double[] b = expected.dup('c').data().asDouble();
    assertThat(a).hasSize(b.length);
    double error = 0;
    double size = 0;
    for (int i = 0; i < b.length; i++) {
      error += (a[i] - b[i]) * (a[i] - b[i]);
      size += b[i] * b[i];
    }
    return Math.sqrt(error / size);
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').castTo(DataType.FLOAT).data().asFloat();
  }

  private static INDArray images(Dl4jJudge judge) {
    Shape input = judge.input();
    return random(0, 1, IMAGES, input.channels(), input.height(), input.width());
  }

  private static INDArray epsilon(Dl4jJudge judge, INDArray input) {
    return random(-1, 1, judge.output(input).shape());
  }

  /** Floats as doubles. */
  private static INDArray random(double low, double high, long... shape) {
    int count = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[] values = Toys.values(new SplittableRandom(count), count, low, high);
    return Nd4j.createFromArray(values).castTo(DataType.DOUBLE).reshape(shape);
  }
}
