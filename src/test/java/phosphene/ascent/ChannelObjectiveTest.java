package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;
import phosphene.spec.Objective.Kind;

/** Which position is a neuron's. */
class ChannelObjectiveTest {
  private static ChannelObjective neuron(Shape shape, TokenGrid... grids) {
    return ChannelObjective.at(Kind.Neuron.center(), shape, List.of(grids));
  }

  @Test
  void theMiddleOfAnOddMapAndTheOneRightBelowItOfAnEvenOne() {
    assertThat(neuron(new Shape(4, 5, 7))).isEqualTo(new ChannelObjective.At(2 * 7 + 3));
    assertThat(neuron(new Shape(4, 4, 6))).isEqualTo(new ChannelObjective.At(2 * 6 + 3));
    assertThat(neuron(new Shape(4, 1, 1))).isEqualTo(new ChannelObjective.At(0));
  }

  /** Token 33 of a sequence of 65 would be a patch at the border of the picture. */
  @Test
  void theTokenOfTheMiddlePatchOfASequence() {
    TokenGrid grid = new TokenGrid(1, 8, 8);
    assertThat(neuron(new Shape(4, 1, 65), grid)).isEqualTo(new ChannelObjective.At(1 + 4 * 8 + 4));
    assertThat(neuron(new Shape(4, 8, 8), grid)).isEqualTo(new ChannelObjective.At(4 * 8 + 4));
    assertThat(neuron(new Shape(4, 1, 9), grid)).isEqualTo(new ChannelObjective.At(4));
  }

  @Test
  void anyPositionByItsSharesOfTheMap() {
    Shape map = new Shape(4, 4, 6);
    assertThat(ChannelObjective.at(new Kind.Neuron(0, 0), map, List.of()))
        .isEqualTo(new ChannelObjective.At(0));
    assertThat(ChannelObjective.at(new Kind.Neuron(1, 1), map, List.of()))
        .isEqualTo(new ChannelObjective.At(3 * 6 + 5));
    assertThat(ChannelObjective.at(new Kind.Neuron(0.2, 0.75), map, List.of()))
        .isEqualTo(new ChannelObjective.At(3 * 6 + 1));
    assertThat(
            ChannelObjective.at(
                new Kind.Neuron(0.99, 0), new Shape(4, 1, 65), List.of(new TokenGrid(1, 8, 8))))
        .isEqualTo(new ChannelObjective.At(1 + 7));
  }
}
