package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import phosphene.spec.Optimizer;

class AdamMiniTest {
  private static final int[] BLOCKS = {0, 0, 1, 1, 1};

  private static AdamMiniState state(double decay) {
    return new AdamMiniState(new Optimizer.AdamMini(0.1, decay), BLOCKS);
  }

  @Test
  void theFirstStepIsTheGradientOverTheRootMeanSquareOfItsBlock() {
    float[] values = new float[5];
    state(0).step(values, new float[] {3, 4, 1, 0, -1}, 1);

    double first = Math.sqrt((9 + 16) / 2.0);
    double second = Math.sqrt(2 / 3.0);
    double[] expected = {0.3 / first, 0.4 / first, 0.1 / second, 0, -0.1 / second};
    for (int i = 0; i < expected.length; i++) {
      assertThat(values[i]).isCloseTo((float) expected[i], within(1e-6f));
    }
  }

  @Test
  void aShareShortensTheStep() {
    float[] whole = new float[5];
    float[] half = new float[5];
    float[] gradient = {1, -2, 3, -4, 5};
    state(0).step(whole, gradient, 1);
    state(0).step(half, gradient, 0.5);

    for (int i = 0; i < whole.length; i++) {
      assertThat(half[i]).isCloseTo(whole[i] / 2, within(1e-7f));
    }
  }

  @Test
  void valuesDecayApartFromTheGradient() {
    float[] values = {1, 2, 3, 4, 5};
    state(0.5).step(values, new float[5], 1);

    assertThat(values)
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0.95f, 1.9f, 2.85f, 3.8f, 4.75f);
  }

  @Test
  void aRestoredStateGoesOnAsTheFirst() {
    AdamMiniState first = state(0.2);
    float[] values = new float[5];
    first.step(values, new float[] {1, 2, 3, 4, 5}, 1);
    AdamMiniState second = state(0.2);
    second.restore(first.memory());
    float[] others = values.clone();
    first.step(values, new float[] {-1, 1, -1, 1, 0}, 0.7);
    second.step(others, new float[] {-1, 1, -1, 1, 0}, 0.7);

    assertThat(others).isEqualTo(values);
  }

  @Test
  void blocksOfASpectrumAreDistancesOfAPlane() {
    int size = 8;
    int half = size / 2 + 1;
    int[] blocks = new Spectrum(size, 1).blocks();

    assertThat(blocks).hasSize(3 * 2 * size * half);
    // One below and one above zero; the real and the imaginary part.
    assertThat(blocks[half]).isEqualTo(blocks[(size - 1) * half]).isEqualTo(1);
    assertThat(blocks[half]).isEqualTo(blocks[size * half + half]);
    assertThat(blocks[1]).isEqualTo(1);
    assertThat(blocks[0]).isZero();
    int plane = 2 * size * half;
    assertThat(IntStream.range(0, plane).map(i -> blocks[plane + i] - blocks[i]).distinct())
        .hasSize(1)
        .doesNotContain(0);
    assertThat(new Plain(4, 0.01).blocks()).containsOnly(0, 1, 2);
  }
}
