package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static phosphene.engine.Toys.network;
import static phosphene.engine.Toys.node;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Window;
import phosphene.spec.Mix;

/** The score of a mix, given the mean of each of its terms. */
class ResolvedMixTest {
  private static final Architecture TOY =
      network(
              8,
              1,
              node("a", new Convolution(1, Window.of(1, 1, 0)), "input"),
              node("b", new Convolution(1, Window.of(1, 1, 0)), "a"))
          .architecture();
  private static final ResolvedMix TWO =
      ResolvedMix.of(
          new Mix(
              List.of(
                  new Mix.Term("a", Optional.empty(), 0.75),
                  new Mix.Term("b", Optional.empty(), 0.25))),
          TOY);

  private static double score(double a, double b) {
    return TWO.score(new double[] {a, b});
  }

  @Test
  void ofPositiveMeansItIsTheGeometricMean() {
    assertThat(score(16, 1)).isCloseTo(8, within(1e-12));
    assertThat(score(0, 5)).isZero();
  }

  @Test
  void ofNegativeMeansItIsWhatTheyLack() {
    assertThat(score(-4, 100)).isEqualTo(-3);
    assertThat(score(-4, -4)).isEqualTo(-4);
    assertThat(score(-1e-9, 100)).isCloseTo(0, within(1e-8));
    assertThat(ResolvedMix.of(Mix.of("a"), TOY).score(new double[] {-2})).isEqualTo(-2);
  }

  @Test
  void itNeverFallsWhenAMeanIncreases() {
    double[] means = {-1e9, -3, -0.5, 0, 1e-9, 0.5, 3, 1e9};
    for (double b : means) {
      for (int i = 1; i < means.length; i++) {
        assertThat(score(means[i], b)).isGreaterThanOrEqualTo(score(means[i - 1], b)).isFinite();
        assertThat(score(b, means[i])).isGreaterThanOrEqualTo(score(b, means[i - 1])).isFinite();
      }
    }
    assertThat(score(Double.NaN, 1)).isNaN();
  }
}
