package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EtaTest {
  private final Eta eta = new Eta();
  private final Instant start = Instant.EPOCH;

  @Test
  void theTimeBeforeTheFirstWorkDoesNotCount() {
    assertThat(eta.left(0, 1000, start)).isEmpty();
    assertThat(eta.left(0, 1000, start.plusSeconds(600))).isEmpty();
    assertThat(eta.left(100, 1000, start.plusSeconds(700))).isEmpty();

    assertThat(eta.left(300, 1000, start.plusSeconds(720))).hasValue(Duration.ofSeconds(70));
    assertThat(eta.left(1000, 1000, start.plusSeconds(780))).hasValue(Duration.ZERO);
  }

  @Test
  void nothingIsGuessedFromTheFirstSeconds() {
    eta.left(1, 1000, start);

    assertThat(eta.left(2, 1000, start.plusMillis(9_999))).isEmpty();
    assertThat(eta.left(2, 1000, start.plusMillis(10_000))).hasValue(Duration.ofSeconds(9_980));
    assertThat(new Eta().left(7, 7, start)).as("a small job's end").hasValue(Duration.ZERO);
  }

  @Test
  void workThatStandsStillFromTheBeginningHasNoEnd() {
    eta.left(1, 1000, start);

    assertThat(eta.left(1, 1000, start.plusSeconds(3600))).isEmpty();
  }
}
