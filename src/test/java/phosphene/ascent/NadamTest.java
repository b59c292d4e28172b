package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NadamTest {
  /**
   * What Dozat's algorithm (2016, algorithm 2) with PyTorch's schedule makes of these gradients, by
   * 40 decimal digits. PyTorch 1.13 itself differs in the third: it takes the momentum of the step
   * twice.
   */
  private static final double[][] DOZAT = {
    {1.105645174, -2.105645177, 0.394354827},
    {1.201939907, -2.184013612, 0.463805902},
    {1.298119796, -2.257235324, 0.399036651},
    {1.396968948, -2.330340499, 0.457192323},
    {1.499336370, -2.404940632, 0.397390855}
  };

  private static float[] gradient(int step) {
    return new float[] {0.3f * step, -1, step % 2 == 0 ? 0.2f : -0.2f};
  }

  @Test
  void itsStepsAreThoseOfThePaper() {
    OptimizerState state = new NadamState(0.1, 3);
    float[] values = {1, -2, 0.5f};
    for (int step = 1; step <= DOZAT.length; step++) {
      state.step(values, gradient(step));
      for (int i = 0; i < values.length; i++) {
        assertThat((double) values[i]).isCloseTo(DOZAT[step - 1][i], within(2e-6));
      }
    }
  }

  @Test
  void itGoesOnWhereAnotherWas() {
    float[] values = {1, -2, 0.5f};
    OptimizerState first = new NadamState(0.1, 3);
    first.step(values, gradient(1));
    first.step(values, gradient(2));
    OptimizerState second = new NadamState(0.1, 3);
    second.restore(first.memory());
    float[] other = values.clone();
    first.step(values, gradient(3));
    second.step(other, gradient(3));
    assertThat(other).isEqualTo(values);
  }
}
