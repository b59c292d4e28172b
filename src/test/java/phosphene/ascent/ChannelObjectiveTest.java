package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;
import phosphene.spec.Objective;
import phosphene.spec.Objective.Kind;
import phosphene.spec.Objective.Sign;
import phosphene.spec.Tap;

/** Which position is a neuron's. */
class ChannelObjectiveTest {
  private static ChannelObjective neuron(Shape shape, TokenGrid... grids) {
    Objective objective = new Objective(Kind.NEURON, Sign.POSITIVE, Tap.POST);
    return ChannelObjective.of(objective, shape, List.of(grids));
  }

  @Test
  void theMiddleOfAnOddMapAndTheOneRightBelowItOfAnEvenOne() {
    assertThat(neuron(new Shape(4, 5, 7))).isEqualTo(new ChannelObjective.At(1, 2 * 7 + 3));
    assertThat(neuron(new Shape(4, 4, 6))).isEqualTo(new ChannelObjective.At(1, 2 * 6 + 3));
    assertThat(neuron(new Shape(4, 1, 1))).isEqualTo(new ChannelObjective.At(1, 0));
  }

  /** Token 33 of a sequence of 65 would be a patch at the border of the picture. */
  @Test
  void theTokenOfTheMiddlePatchOfASequence() {
    TokenGrid grid = new TokenGrid(1, 8, 8);
    assertThat(neuron(new Shape(4, 1, 65), grid))
        .isEqualTo(new ChannelObjective.At(1, 1 + 4 * 8 + 4));
    assertThat(neuron(new Shape(4, 8, 8), grid)).isEqualTo(new ChannelObjective.At(1, 4 * 8 + 4));
    assertThat(neuron(new Shape(4, 1, 9), grid)).isEqualTo(new ChannelObjective.At(1, 4));
  }
}
