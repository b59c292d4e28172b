package phosphene.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Summary;
import phosphene.gallery.Summary.Slow;

class RunCountersTest {
  private final RunCounters counters = new RunCounters();

  @Test
  void everyEndIsCountedOnce() {
    counters.planned(7);
    counters.ended(new Outcome.Rendered(picture(100), scores()), took(1));
    counters.ended(new Outcome.Rendered(picture(20), scores()), took(1));
    counters.ended(new Outcome.Dead(picture(3), scores()), took(1));
    counters.ended(new Outcome.Failed(Reason.STORE, "full"), took(1));
    counters.ended(new Outcome.Failed(Reason.STORE, "full"), took(1));
    counters.ended(new Outcome.Failed(Reason.NOT_FINITE, "NaN"), took(1));
    counters.ended(new Outcome.Skipped("d", 1, "text"), took(1));
    counters.ended(new Outcome.Skipped("d", 0, "text"), took(1));
    counters.ended(new Outcome.Skipped("a", 1, "text"), took(1));
    counters.ended(new Outcome.Skipped("c", 1, "text"), took(1));
    counters.ended(new Outcome.Skipped("b", 1, "text"), took(1));
    counters.unchanged();
    counters.filmed("");
    counters.filmed("a/tour: no dreams");

    Summary.Counts counts = counters.counts();

    assertThat(counts)
        .isEqualTo(
            new Summary.Counts(
                7,
                2,
                1,
                1,
                Map.of("store", 2L, "not_finite", 1L),
                123,
                1,
                1,
                0,
                new Summary.Skipped(4, List.of("a", "b", "c"))));
    assertThat(counts.failures()).isEqualTo(3);
  }

  @Test
  void theFiveSlowestAreKept() {
    for (double seconds : new double[] {3, 9, 1, 7, 5, 8, 2, 6}) {
      counters.ended(new Outcome.Failed(Reason.INTERNAL, "x"), took(seconds));
    }

    assertThat(counters.slowest()).isEqualTo(List.of(took(9), took(8), took(7), took(6), took(5)));
  }

  @Test
  void nothingHappened() {
    assertThat(counters.counts())
        .isEqualTo(new Summary.Counts(0, 0, 0, 0, Map.of(), 0, 0, 0, 0, Summary.Skipped.NONE));
    assertThat(counters.slowest()).isEmpty();
  }

  private static Slow took(double seconds) {
    return new Slow("conv1/" + (int) seconds, seconds, "cpu");
  }

  private static Outcome.Picture picture(long bytes) {
    return new Outcome.Picture("tiles/conv1/0001.png", bytes, "00", 32, 32);
  }

  private static Outcome.Scores scores() {
    return new Outcome.Scores(0, 1);
  }
}
