package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final int STEPS = 100;

  @Test
  void plainStepsAreAlikeAndNothingFollows() {
    Schedule plain = new Schedule.Plain();

    assertThat(IntStream.range(0, STEPS).mapToDouble(step -> plain.rate(step, STEPS)))
        .containsOnly(1.0);
    assertThat(IntStream.range(0, STEPS).noneMatch(step -> plain.still(step, STEPS))).isTrue();
    assertThat(plain.notches()).isZero();
  }

  @Test
  void annealedStepsAreHeldThenShrinkEvenlyToTheLast() {
    Schedule annealed = new Schedule.Annealed(0.2, 0.1, 0.25, 1);
    double[] rates = IntStream.range(0, STEPS).mapToDouble(s -> annealed.rate(s, STEPS)).toArray();

    assertThat(IntStream.range(0, 20).mapToDouble(step -> rates[step])).containsOnly(1.0);
    for (int step = 21; step < STEPS; step++) {
      assertThat(rates[step - 1] - rates[step]).isCloseTo(0.9 / 80, within(1e-9));
    }
    assertThat(rates[STEPS - 1]).isCloseTo(0.1, within(0.9 / 80));
  }

  @Test
  void aScheduleMayBeOneLongHoldOrNone() {
    for (int step = 0; step < STEPS; step++) {
      assertThat(new Schedule.Annealed(1, 0, 0, 1).rate(step, STEPS)).isEqualTo(1);
      assertThat(new Schedule.Annealed(0, 0, 0, 1).rate(step, STEPS)).isBetween(0.0, 1.0);
    }
    assertThat(new Schedule.Annealed(0, 0.5, 0, 1).rate(0, 1)).isEqualTo(0.75);
  }

  @Test
  void theLastStepsAreStill() {
    Schedule annealed = new Schedule.Annealed(0.2, 0.1, 0.25, 1);

    assertThat(IntStream.range(0, STEPS).filter(step -> annealed.still(step, STEPS)))
        .containsExactlyElementsOf(IntStream.range(75, STEPS).boxed().toList());
    assertThat(new Schedule.Annealed(0, 0, 0, 1).still(STEPS - 1, STEPS)).isFalse();
    assertThat(new Schedule.Annealed(0, 0, 1, 1).still(0, STEPS)).isTrue();
  }

  @Test
  void notchesStayWithinTheContrast() {
    assertThat(notches(1)).isZero();
    assertThat(notches(1.24)).isZero();
    assertThat(notches(1.25)).isEqualTo(1);
    assertThat(notches(3.1)).isEqualTo(5);
    assertThat(notches(100)).isEqualTo(20);
  }

  private static int notches(double contrast) {
    return new Schedule.Annealed(0, 0, 0, contrast).notches();
  }

  @Test
  void aLookAtTheFinishedImageIsHalfAPass() {
    assertThat(new Effort(64, 3, 2, 16).passes(1)).isEqualTo(192);
    assertThat(new Effort(64, 1, 2, 16, new Schedule.Annealed(0, 0, 0, 3.1)).passes(1))
        .isEqualTo(67);
    assertThat(new Effort(64, 2, 2, 16, new Schedule.Annealed(0, 0, 0, 2)).passes(1))
        .isEqualTo(132);
    assertThat(new Effort(64, 2, 2, 16, new Schedule.Annealed(0, 0, 0, 2)).passes(3))
        .isEqualTo(388);
  }
}
