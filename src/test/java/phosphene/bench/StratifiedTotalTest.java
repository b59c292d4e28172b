package phosphene.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import phosphene.bench.StratifiedTotal.Interval;
import phosphene.bench.StratifiedTotal.Stratum;

class StratifiedTotalTest {
  @Test
  void oneStratumOfAnInfinitePopulationIsStudentsOwnCase() {
    // Mean 3, deviation sqrt(2.5), n = 5; t of 4 degrees at 0.95 is 2.1318 (any table).
    StratifiedTotal total = of(new Stratum(100, List.of(1.0, 2.0, 3.0, 4.0, 5.0), 0));

    assertThat(total.total()).isEqualTo(300);
    assertThat(total.standardError()).isCloseTo(100 * Math.sqrt(2.5 / 5), within(1e-9));
    assertThat(total.degreesOfFreedom()).isCloseTo(4, within(1e-9));
    Interval interval = total.interval(0.9);
    assertThat(interval.high() - 300).isCloseTo(2.131847 * total.standardError(), within(1e-3));
    assertThat(300 - interval.low()).isCloseTo(interval.high() - 300, within(1e-9));
  }

  @Test
  void whatIsSeenWholeIsCertain() {
    StratifiedTotal total =
        of(new Stratum(2, List.of(1.0, 3.0), 1), new Stratum(1, List.of(7.0), 1));

    assertThat(total.interval(0.9)).isEqualTo(new Interval(11, 11));
    assertThat(total.degreesOfFreedom()).isInfinite();
  }

  @Test
  void totalsAndVariancesOfStrataAddUp() {
    Stratum one = new Stratum(10, List.of(1.0, 3.0), 0.2);
    Stratum two = new Stratum(30, List.of(5.0, 6.0, 10.0), 0.1);
    StratifiedTotal both = of(one, two);

    assertThat(both.total()).isEqualTo(of(one).total() + of(two).total());
    assertThat(both.standardError())
        .isCloseTo(Math.hypot(of(one).standardError(), of(two).standardError()), within(1e-9));
    assertThat(both.degreesOfFreedom()).isBetween(1.0, 3.0);
  }

  @Test
  void intervalsHoldTheTotalAsOftenAsTheySay() {
    SplittableRandom random = new SplittableRandom(1);
    List<double[]> strata = List.of(normal(random, 80, 5, 1), normal(random, 160, 9, 2));
    double truth = strata.stream().mapToDouble(s -> java.util.Arrays.stream(s).sum()).sum();
    int samples = 4000;
    long held =
        IntStream.range(0, samples)
            .filter(
                i -> {
                  Interval interval =
                      new StratifiedTotal(strata.stream().map(s -> drawn(random, s)).toList())
                          .interval(0.9);
                  return interval.low() <= truth && truth <= interval.high();
                })
            .count();

    assertThat((double) held / samples).isBetween(0.88, 0.95);
  }

  @Test
  void aSampleOfOneTellsNoSpread() {
    assertThatThrownBy(() -> new Stratum(8, List.of(1.0), 0.5))
        .hasMessage("Invalid sample: 1 (must be at least 2 of what is not seen whole)");
    assertThatThrownBy(() -> new Stratum(8, List.of(1.0, 2.0), 1.5))
        .hasMessage("Invalid stratum: 8, of which 1.5");
    assertThatThrownBy(() -> new StratifiedTotal(List.of()))
        .hasMessage("Invalid strata: none (must be at least 1)");
  }

  private static double[] normal(SplittableRandom random, int size, double mean, double deviation) {
    return random.doubles(size).map(any -> mean + deviation * random.nextGaussian()).toArray();
  }

  /** Four of the population, without return. */
  private static Stratum drawn(SplittableRandom random, double[] population) {
    List<Double> left = new ArrayList<>(java.util.Arrays.stream(population).boxed().toList());
    List<Double> sample =
        IntStream.range(0, 4).mapToObj(i -> left.remove(random.nextInt(left.size()))).toList();
    return new Stratum(population.length, sample, 4.0 / population.length);
  }

  private static StratifiedTotal of(Stratum... strata) {
    return new StratifiedTotal(List.of(strata));
  }
}
