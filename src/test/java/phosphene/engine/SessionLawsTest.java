package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.network.RelativeError.relative;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.LayerCase;
import phosphene.network.LayerCases;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/** What every session does with every layer, whatever it computes. */
@Deterministic
@EveryEngine
class SessionLawsTest {
  private static final int IMAGES = 2;
  private static final List<Target> TARGETS =
      List.of(
          new Target(LayerCase.TARGET, Tap.PRE),
          new Target(LayerCase.TARGET, Tap.POST),
          new Target(LayerCase.AFTER, Tap.POST));

  private final Subject subject;

  SessionLawsTest(Subject subject) {
    this.subject = subject;
  }

  static Stream<LayerCase> cases() {
    return LayerCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void channelsAreReadAndSeededAsTheWholeIs(LayerCase layer) {
    float[] pixels = pixels(layer, IMAGES);
    try (Engine engine = subject.open(layer.network());
        Session session = engine.open(TARGETS, batch(layer, IMAGES))) {
      session.forward(pixels);
      for (int target = 0; target < TARGETS.size(); target++) {
        for (int image = 0; image < IMAGES; image++) {
          float[] values = whole(session, target, image);
          assertThat(byChannel(session, target, image)).isEqualTo(values);
          session.addGradient(target, image, values);
        }
      }
      float[] together = backward(session, pixels.length);
      for (int target = 0; target < TARGETS.size(); target++) {
        for (int image = 0; image < IMAGES; image++) {
          seedByChannel(session, target, image, whole(session, target, image));
        }
      }
      assertThat(backward(session, pixels.length)).as("seeded by channel").isEqualTo(together);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aStepLeavesNothingForTheNext(LayerCase layer) {
    float[] pixels = pixels(layer, IMAGES);
    float[] others = Toys.values(new SplittableRandom(6), pixels.length, 0, 1);
    try (Engine engine = subject.open(layer.network());
        Session session = engine.open(TARGETS, batch(layer, IMAGES))) {
      StepBits first = StepBits.of(session, TARGETS.size(), IMAGES, pixels);
      assertThat(backward(session, pixels.length))
          .as("added gradients are forgotten")
          .containsOnly(0);
      StepBits.of(session, TARGETS.size(), IMAGES, others);
      session.forward(others);
      session.forward(others); // without a way back
      assertThat(StepBits.of(session, TARGETS.size(), IMAGES, pixels)).isEqualTo(first);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatAlwaysPassesAloneIsNearWhatMayHaveCompany(LayerCase layer) {
    float[] pixels = pixels(layer, 1);
    Batch any = batch(layer, 1);
    try (Engine engine = subject.open(layer.network());
        Session one = engine.open(TARGETS, any);
        Session alone = engine.open(TARGETS, Batch.alone(any.height(), any.width()))) {
      one.forward(pixels);
      alone.forward(pixels);
      for (int target = 0; target < TARGETS.size(); target++) {
        float[] values = whole(one, target, 0);
        assertNear(whole(alone, target, 0), values);
        one.addGradient(target, 0, values);
        alone.addGradient(target, 0, values);
      }
      assertNear(backward(alone, pixels.length), backward(one, pixels.length));
    }
  }

  private static void assertNear(float[] found, float[] wanted) {
    double[] difference = doubles(found);
    double[] expected = doubles(wanted);
    if (Arrays.stream(expected).allMatch(value -> value == 0)) {
      assertThat(difference).isEqualTo(expected);
    } else {
      assertThat(relative(difference, expected)).isLessThan(1e-4);
    }
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private static float[] whole(Session session, int target, int image) {
    float[] values = new float[session.shape(target).size()];
    session.read(target, image, values);
    return values;
  }

  private static float[] byChannel(Session session, int target, int image) {
    Shape shape = session.shape(target);
    float[] values = new float[shape.size()];
    float[] map = new float[shape.area()];
    for (int c = 0; c < shape.channels(); c++) {
      session.read(new TargetChannel(target, image, c), map);
      for (int i = 0; i < map.length; i++) {
        values[i * shape.channels() + c] = map[i];
      }
    }
    return values;
  }

  private static void seedByChannel(Session session, int target, int image, float[] gradients) {
    Shape shape = session.shape(target);
    for (int c = 0; c < shape.channels(); c++) {
      float[] map = new float[shape.area()];
      for (int i = 0; i < map.length; i++) {
        map[i] = gradients[i * shape.channels() + c];
      }
      session.addGradient(new TargetChannel(target, image, c), map);
    }
  }

  private static float[] backward(Session session, int values) {
    float[] gradient = new float[values];
    Arrays.fill(gradient, Float.NaN);
    session.backward(ReluRule.EXACT, gradient);
    return gradient;
  }

  private static Batch batch(LayerCase layer, int images) {
    Shape input = layer.network().architecture().input();
    return new Batch(images, input.height(), input.width());
  }

  private static float[] pixels(LayerCase layer, int images) {
    int size = layer.network().architecture().input().size();
    return Toys.values(new SplittableRandom(5), images * size, 0, 1);
  }
}
