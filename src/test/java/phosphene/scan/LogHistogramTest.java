package phosphene.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles of a histogram. */
class LogHistogramTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aQuantileIsWrongByASixtyFourthAtMostInWhateverOrderPartsAreMerged(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[5000];
    LogHistogram whole = new LogHistogram();
    LogHistogram merged = new LogHistogram();
    LogHistogram part = new LogHistogram();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.exp(4 * random.nextGaussian());
      whole.add(values[i]);
      part.add(values[i]);
      if (random.nextInt(100) == 0) {
        part.add(merged);
        merged = part;
        part = new LogHistogram();
      }
    }
    merged.add(part);
    Arrays.sort(values);
    for (double quantile : new double[] {0.001, 0.25, 0.5, 0.99, 0.999, 1}) {
      double exact = values[(int) Math.ceil(quantile * values.length) - 1];
      assertThat(whole.quantile(quantile)).isCloseTo(exact, within(exact / 64));
      assertThat(merged.quantile(quantile)).isEqualTo(whole.quantile(quantile));
    }
    assertThat(merged.counts()).isEqualTo(whole.counts());
    assertThat(LogHistogram.of(whole.counts()).counts()).isEqualTo(whole.counts());
    assertThat(LogHistogram.of(whole.counts()).total()).isEqualTo(5000);
  }

  @Test
  void whatDoesNotFireIsZero() {
    LogHistogram peaks = new LogHistogram();
    peaks.add(-3);
    peaks.add(0);
    peaks.add(100);

    assertThat(peaks.quantile(0.5)).isZero();
    assertThat(peaks.quantile(1)).isCloseTo(100, within(100 / 64.0));
    assertThat(new LogHistogram().quantile(0.5)).isZero();
  }
}
