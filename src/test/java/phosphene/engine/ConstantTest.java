package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;
import static phosphene.network.Elementwise.Operation.MULTIPLY;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Constant;
import phosphene.network.Elementwise;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/** What does not depend on the image is the same for each, and has no gradient at the pixels. */
@EveryEngine
class ConstantTest {
  private static final Network NETWORK =
      network(
          4,
          1,
          node("constant", new Constant(new Shape(2, 1, 3))),
          node("square", new Elementwise(MULTIPLY), "constant", "constant"));

  private final Subject subject;

  ConstantTest(Subject subject) {
    this.subject = subject;
  }

  @Test
  void aTargetThatNoImageChangesHasNoGradient() {
    float[] gradient = new float[2 * 3 * 4 * 4];
    try (Engine engine = subject.open(NETWORK);
        Session session =
            engine.open(
                List.of(new Target("square", Tap.POST), new Target("constant", Tap.PRE)),
                new Batch(2, 4, 4))) {
      session.forward(new float[gradient.length]);
      float[] squares = new float[6];
      float[] values = new float[6];
      for (int image = 0; image < 2; image++) {
        session.read(0, image, squares);
        session.read(1, image, values);
        for (int i = 0; i < squares.length; i++) {
          assertThat(squares[i]).isEqualTo(values[i] * values[i]).isPositive();
        }
        session.addGradient(0, image, values);
      }
      Arrays.fill(gradient, 1);
      session.backward(ReluRule.EXACT, gradient);
      assertThat(gradient).containsOnly(0);
    }
  }
}
