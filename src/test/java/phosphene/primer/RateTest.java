package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** How fast is learnt when. */
class RateTest {
  private final Rate rate = new Rate(0.004, 100, 1100);

  @Test
  void itIncreasesLinearlyToItsPeakAndFallsToZero() {
    assertThat(rate.valueAt(0, 0)).isCloseTo(0.00004, within(1e-12));
    assertThat(rate.valueAt(99, 0)).isCloseTo(0.004, within(1e-12));
    assertThat(rate.valueAt(100, 0)).isCloseTo(0.004, within(1e-12));
    assertThat(rate.valueAt(600, 0)).isCloseTo(0.002, within(1e-12));
    assertThat(rate.valueAt(1100, 0)).isCloseTo(0, within(1e-12));
    assertThat(rate.valueAt(2000, 0)).isCloseTo(0, within(1e-12));
  }

  @Test
  void itNeverIncreasesAgain() {
    for (int step = 100; step < 1100; step++) {
      assertThat(rate.valueAt(step + 1, 0)).isLessThan(rate.valueAt(step, 0));
    }
  }
}
