package phosphene.network.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.network.ActivationCases;

/** Nonlinearities as functions. */
class ActivationLawsTest {
  private static final double STEP = 1e-5;

  /** A function, and from where on it is looked at. */
  private record Looked(Activation activation, double from) {
    /** Every tenth or so up to 9; no kink of a function lies on one of them. */
    DoubleStream grid() {
      return IntStream.range(0, 180).mapToDouble(i -> -9.0137 + i * 0.1003).filter(x -> x > from);
    }

    @Override
    public String toString() {
      return activation.label();
    }
  }

  static Stream<Looked> all() {
    List<Looked> all = new ArrayList<>();
    ActivationCases.everywhere().forEach(each -> all.add(new Looked(each, -9.1)));
    ActivationCases.ofPositives().forEach(each -> all.add(new Looked(each, 0.1)));
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void theDerivativeIsThatOfTheValues(Looked looked) {
    Activation activation = looked.activation();
    looked
        .grid()
        .forEach(
            x -> {
              double measured =
                  (activation.value(x + STEP, 3) - activation.value(x - STEP, 3)) / (2 * STEP);
              assertThat(activation.derivative(x, 3))
                  .as("%s at %s", activation, x)
                  .isCloseTo(measured, within(1e-7 + 1e-7 * Math.abs(measured)));
            });
  }

  /** What is blocked below has no way up, what is blocked above none down. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void aGradientIsBlockedOnlyWhereTheFunctionDoesNotRise(Looked looked) {
    Activation activation = looked.activation();
    looked
        .grid()
        .filter(x -> activation.blocked(x, 3) != Blocked.NO)
        .forEach(
            x ->
                assertThat(activation.derivative(x, 3))
                    .as("%s at %s", activation, x)
                    .isLessThanOrEqualTo(0));
  }

  /** A side where nothing passes is one on which a function says that it blocks. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void whereTheFunctionIsFlatTheGradientIsBlocked(Looked looked) {
    Activation activation = looked.activation();
    looked
        .grid()
        .filter(x -> activation.derivative(x, 3) == 0)
        .forEach(
            x ->
                assertThat(activation.blocked(x, 3))
                    .as("%s at %s", activation, x)
                    .isNotEqualTo(Blocked.NO));
  }

  /** Blocked below lies below, blocked above lies above all that passes. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void theSidesAreInOrder(Looked looked) {
    List<Blocked> sides =
        looked.grid().mapToObj(x -> looked.activation().blocked(x, 3)).distinct().toList();

    assertThat(sides)
        .isSubsetOf(Blocked.BELOW, Blocked.NO, Blocked.ABOVE)
        .isSortedAccordingTo((a, b) -> rank(a) - rank(b));
    if (looked.activation().rectifies()) {
      assertThat(sides).contains(Blocked.BELOW, Blocked.NO);
    }
  }

  private static int rank(Blocked side) {
    return switch (side) {
      case BELOW -> 0;
      case NO -> 1;
      case ABOVE -> 2;
    };
  }

  /** The way up begins at the minimum, to all digits that are written. */
  @ParameterizedTest
  @EnumSource(
      value = Elementary.class,
      names = {"SILU", "QUICK_GELU", "HARD_SWISH", "GELU", "GELU_TANH", "MISH"})
  void theSilentSideEndsAtTheMinimum(Elementary activation) {
    double low = -4;
    double high = 0;
    while (high - low > 1e-8) { // one minimum lies between
      double middle = (low + high) / 2;
      if (slope(activation, middle) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    double minimum = (low + high) / 2;

    assertThat(activation.blocked(minimum - 1e-5, 0)).isEqualTo(Blocked.BELOW);
    assertThat(activation.blocked(minimum + 1e-5, 0)).isEqualTo(Blocked.NO);
  }

  private static double slope(Activation activation, double x) {
    double step = 1e-5; // the third derivative is of order 1: an error of 1e-10
    return (activation.value(x + step, 0) - activation.value(x - step, 0)) / (2 * step);
  }

  /** Abramowitz and Stegun, table 7.1, and its continuation. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.5, 0.5204998778130465",
    "1, 0.8427007929497149",
    "2, 0.9953222650189527",
    "3, 0.9999779095030014"
  })
  void theErrorFunctionIsThatOfTheTables(double x, double expected) {
    assertThat(Elementary.ERF.value(x, 0)).isCloseTo(expected, within(4e-16));
    assertThat(Elementary.ERF.value(-x, 0)).isCloseTo(-expected, within(4e-16));
  }

  @Test
  void theErrorFunctionHasNoSeamBetweenItsTwoWays() {
    double below = Elementary.ERF.value(2.5 - 1e-12, 0);
    double above = Elementary.ERF.value(2.5 + 1e-12, 0);
    assertThat(above - below).isBetween(0.0, 1e-13);
    // erfc(1) and erfc(5), of which GELU's far side is made
    assertThat(Functions.normal(-Math.sqrt(2)) * 2).isCloseTo(0.15729920705028513, within(3e-16));
    assertThat(Functions.normal(-5 * Math.sqrt(2)) * 2 / 1.5374597944280349e-12)
        .isCloseTo(1, within(1e-13));
  }

  /** By hand, or by the papers' formulas at points where these are simple. */
  @ParameterizedTest
  @CsvSource({
    "RELU, -2, 0",
    "RELU, 2, 2",
    "SIGMOID, 0, 0.5",
    "SIGMOID, 1.0986122886681098, 0.75", // ln 3
    "LOG_SIGMOID, 0, -0.6931471805599453",
    "LOG_SIGMOID, -800, -800",
    "TANH, 0.5493061443340549, 0.5", // ln 3 / 2
    "SOFTPLUS, 0, 0.6931471805599453",
    "SOFTPLUS, 900, 900",
    "SOFTSIGN, -3, -0.75",
    "SELU, 2, 2.101401974710961",
    "SELU, -0.6931471805599453, -0.8790496702", // ln 0.5: half of -1.758099340847
    "SILU, 1.0986122886681098, 0.8239592165010823", // 3/4 ln 3
    "QUICK_GELU, 0.6454831308273267, 0.4841123481204950", // ln 3 / 1.702
    "HARD_SWISH, 1, 0.6666666666666666",
    "HARD_SWISH, -3.5, 0",
    "HARD_SWISH, 4, 4",
    "GELU, 1, 0.8413447460685429",
    "GELU, -1, -0.15865525393145707",
    "GELU_TANH, 1, 0.8411919906",
    "MISH, 0.5413248546129181, 0.4122698457468025", // softplus is 1: x tanh 1
    "EXP, 1, 2.718281828459045",
    "LOG, 2, 0.6931471805599453",
    "SQRT, 9, 3",
    "RECIPROCAL, -4, -0.25",
    "ABS, -3, 3",
    "NEGATIVE, 3, -3",
    "SIN, 0.5235987755982989, 0.5",
    "COS, 1.0471975511965979, 0.5",
    "NONE, -7, -7"
  })
  void valuesAreThoseOfThePapers(Elementary activation, double x, double expected) {
    assertThat(activation.value(x, 0)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void valuesOfFunctionsWithParametersAreThoseOfThePapers() {
    double half = Math.log(0.5);

    assertThat(Clip.RELU6.value(7, 0)).isEqualTo(6);
    assertThat(new Clip(-1, 1).value(-3, 0)).isEqualTo(-1);
    assertThat(new LeakyRelu(0.1).value(-3, 0)).isCloseTo(-0.3, within(1e-15));
    assertThat(new Elu(3).value(half, 0)).isCloseTo(-1.5, within(1e-15));
    assertThat(new Celu(3).value(3 * half, 0)).isCloseTo(-1.5, within(1e-15));
    assertThat(new HardSigmoid(0.2, 0.5).value(1, 0)).isCloseTo(0.7, within(1e-15));
    assertThat(new HardSigmoid(0.2, 0.5).value(-3, 0)).isZero();
    assertThat(new Power(3).value(-2, 0)).isEqualTo(-8);
    assertThat(new ThresholdedRelu(1).value(1, 0)).isZero();
    assertThat(new ThresholdedRelu(1).value(1.5, 0)).isEqualTo(1.5);
    PRelu prelu = new PRelu(new float[] {0.5f, 0.25f});
    assertThat(prelu.value(-2, 2)).isEqualTo(-1);
    assertThat(prelu.value(-2, 3)).isEqualTo(-0.5);
    assertThat(prelu.value(2, 3)).isEqualTo(2);
  }
}
