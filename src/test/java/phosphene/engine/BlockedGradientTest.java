package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.ReluRule.EXACT;
import static phosphene.engine.ReluRule.REDIRECTED;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Architecture;
import phosphene.network.Identity;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.HardSigmoid;
import phosphene.network.activation.ThresholdedRelu;
import phosphene.spec.Tap;

/** Where a nonlinearity blocks the whole gradient of an image, what leads out passes. */
@EveryEngine
class BlockedGradientTest {
  private static final float[] UP_AND_DOWN = {3, -2, 0};

  private final Subject subject;

  BlockedGradientTest(Subject subject) {
    this.subject = subject;
  }

  static List<Activation> rectifiers() {
    return List.of(
        Elementary.RELU,
        Clip.RELU6,
        new HardSigmoid(1, 0),
        new ThresholdedRelu(0.5),
        Elementary.HARD_SWISH,
        Elementary.SILU,
        Elementary.GELU,
        Elementary.MISH);
  }

  @ParameterizedTest
  @MethodSource("rectifiers")
  void aSilentImageIsLedUp(Activation activation) {
    float[] silent = {-4, -5, -6};
    assertThat(gradient(REDIRECTED, activation, silent, UP_AND_DOWN)).containsExactly(3, 0, 0);
  }

  @Test
  void theTrueDerivativeIsNot() {
    float[] silent = {-4, -5, -6};
    assertThat(gradient(EXACT, Clip.RELU6, silent, UP_AND_DOWN)).containsOnly(0);
    assertThat(gradient(EXACT, Elementary.RELU, silent, UP_AND_DOWN)).containsOnly(0);
  }

  @Test
  void aSaturatedImageIsLedDown() {
    float[] saturated = {7, 8, 9};
    assertThat(gradient(REDIRECTED, Clip.RELU6, saturated, UP_AND_DOWN)).containsExactly(0, -2, 0);
    float[] both = {-1, 8, 9};
    assertThat(gradient(REDIRECTED, Clip.RELU6, both, UP_AND_DOWN)).containsExactly(3, -2, 0);
    float[] wrongWays = {8, -1, 9};
    assertThat(gradient(REDIRECTED, Clip.RELU6, wrongWays, UP_AND_DOWN)).containsOnly(0);
  }

  @Test
  void whereOnePlaceLetsItsGradientPassNothingIsRedirected() {
    float[] open = {-1, 2, 9};
    for (Activation activation : List.of(Elementary.RELU, Clip.RELU6)) {
      assertThat(gradient(REDIRECTED, activation, open, UP_AND_DOWN)).containsExactly(0, -2, 0);
    }
  }

  @Test
  void aPlaceThatIsOpenButHasNoGradientDoesNotCount() {
    float[] open = {-1, -2, 3};
    for (Activation activation : List.of(Elementary.RELU, Clip.RELU6)) {
      assertThat(gradient(REDIRECTED, activation, open, UP_AND_DOWN)).containsExactly(3, 0, 0);
    }
  }

  @Test
  void whatNeverBlocksIsNeverRedirected() {
    float[] low = {-4, -5, -6};
    float[] exact = gradient(EXACT, Elementary.TANH, low, UP_AND_DOWN);
    assertThat(gradient(REDIRECTED, Elementary.TANH, low, UP_AND_DOWN)).containsExactly(exact);
  }

  @Test
  void eachImageOfABatchIsJudgedByItself() {
    float[] values = {-1, -2, -3, 1, -2, -3};
    float[] added = {3, -2, 5, 3, -2, 5};
    for (Activation activation : List.of(Elementary.RELU, Clip.RELU6)) {
      assertThat(gradient(REDIRECTED, activation, values, added)).containsExactly(3, 0, 5, 3, 0, 0);
    }
  }

  /** The gradient of images of one row of three grey pixels, before a nonlinearity. */
  private float[] gradient(ReluRule rule, Activation activation, float[] values, float[] added) {
    int images = values.length / 3;
    Network network = network(activation);
    float[] pixels = new float[3 * values.length];
    float[] planes = new float[pixels.length];
    try (Engine engine = subject.open(network);
        Session session =
            engine.open(List.of(new Target("target", Tap.POST)), new Batch(images, 1, 3))) {
      for (int i = 0; i < values.length; i++) {
        pixels[i / 3 * 9 + i % 3] = values[i]; // red
      }
      session.forward(pixels);
      for (int image = 0; image < images; image++) {
        float[] all = new float[9];
        for (int x = 0; x < 3; x++) {
          all[3 * x] = added[3 * image + x];
        }
        session.addGradient(0, image, all);
      }
      session.backward(rule, planes);
    }
    float[] red = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      red[i] = planes[i / 3 * 9 + i % 3];
    }
    return red;
  }

  private static Network network(Activation activation) {
    Node target = new Node("target", new Identity(), List.of(Architecture.INPUT), activation);
    return new Network(
        new Architecture("blocked", new Shape(3, 1, 3), Preprocessing.unit(), List.of(target)),
        Map.of(),
        "blocked",
        List.of());
  }
}
