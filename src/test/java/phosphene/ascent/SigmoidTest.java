package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The sigmoid against {@link StrictMath} in double precision. */
class SigmoidTest {
  private static final int COUNT = 1 << 21;

  @Test
  void isWithinTwoAndAHalfUlpOfTheExactValueOverItsWholeRange() {
    float[] arguments = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      arguments[i] = -87f + 174f * i / (COUNT - 1);
    }
    assertThat(worst(arguments)).isLessThanOrEqualTo(2.5);
  }

  @Test
  void isWithinTwoUlpNearZero() {
    float[] arguments = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      arguments[i] = (float) (StrictMath.pow(2, -40.0 * i / COUNT) * (i % 2 == 0 ? 1 : -1));
    }
    assertThat(worst(arguments)).isLessThanOrEqualTo(2);
  }

  private static double worst(float[] arguments) {
    float[] values = arguments.clone();
    new Sigmoid(values.length).apply(values);
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      double exact = 1 / (1 + StrictMath.exp(-(double) arguments[i]));
      worst = Math.max(worst, Math.abs(values[i] - exact) / Math.ulp((float) exact));
    }
    return worst;
  }

  @Test
  void beyondItsRangeItStaysWithinZeroAndOne() {
    float[] values = {-1000, Float.NEGATIVE_INFINITY, 1000, Float.POSITIVE_INFINITY, 0};
    new Sigmoid(values.length).apply(values);
    assertThat(values[0]).isEqualTo(values[1]).isBetween(0f, 1e-37f);
    assertThat(values[2]).isEqualTo(values[3]).isEqualTo(1);
    assertThat(values[4]).isEqualTo(0.5f);
  }

  @Test
  void notANumberStaysOne() {
    float[] values = {Float.NaN};
    new Sigmoid(1).apply(values);
    assertThat(values[0]).isNaN();
  }
}
