package phosphene.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import phosphene.image.pixel.Area;

/** What all photos say of a unit. */
class UnitStatisticsTest {
  private static void add(UnitStatistics statistics, String photo, float peak) {
    statistics.add(photo, peak, Math.max(0, peak) / 2, peak / 2, 7, at -> new Area(at, 0, 1, 1));
  }

  @Test
  void statisticsOfPartsAreThoseOfTheWhole() {
    SplittableRandom random = new SplittableRandom(1);
    UnitStatistics whole = new UnitStatistics();
    UnitStatistics[] parts = {new UnitStatistics(), new UnitStatistics(), new UnitStatistics()};
    for (int i = 0; i < 300; i++) {
      float peak = (float) (random.nextInt(40) - 10); // many are equal
      add(whole, "photo " + i, peak);
      add(parts[random.nextInt(3)], "photo " + i, peak);
    }

    UnitStatistics merged = parts[2].add(parts[0]).add(parts[1]);

    assertThat(merged.top()).isEqualTo(whole.top()).hasSize(UnitStatistics.TOP);
    assertThat(merged.peaks().counts()).isEqualTo(whole.peaks().counts());
    assertThat(merged.state()).isEqualTo(whole.state());
    assertThat(whole.state().photos()).isEqualTo(300);
    assertThat(whole.state().maximum()).isEqualTo(29);
    assertThat(whole.top())
        .extracting(UnitStatistics.Top::maximum)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    UnitStatistics again =
        UnitStatistics.of(whole.state(), LogHistogram.of(whole.peaks().counts()), whole.top());
    assertThat(again.state()).isEqualTo(whole.state());
  }

  @Test
  void aUnitThatDoesNotFireHasNoBestPhotos() {
    UnitStatistics statistics = new UnitStatistics();
    add(statistics, "a", -2);
    add(statistics, "b", -1);

    assertThat(statistics.top()).isEmpty();
    assertThat(statistics.state().fired()).isZero();
    assertThat(statistics.state().maximum()).isEqualTo(-1);
    assertThat(statistics.state().meanMaximumBefore()).isCloseTo(-0.5f, within(1e-6f));
    assertThat(statistics.state().meanMaximum()).isZero();
  }
}
