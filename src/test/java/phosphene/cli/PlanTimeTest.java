package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTimeTest {
  @ParameterizedTest
  @CsvSource({"59.0, 59.0 s", "60.0, 1.0 minutes", "5400.0, 1.5 hours", "259200.0, 3.0 days"})
  void aTimeHasTheUnitThatSuitsIt(double seconds, String text) {
    assertThat(PlanTime.hours(seconds / 3600)).isEqualTo(text);
  }
}
