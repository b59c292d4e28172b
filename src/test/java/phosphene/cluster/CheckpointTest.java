package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import phosphene.ascent.FlightState;
import phosphene.ascent.Stepper;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Outcome;
import phosphene.gallery.Receipt;

/** What an unfinished flight goes on from. */
class CheckpointTest {
  private static final FrameReceipt RECEIPT =
      new FrameReceipt(
          "flight",
          "key",
          0,
          0.5,
          "a.1",
          new Outcome.Rendered(
              new Outcome.Picture("flights/flight/000000.png", 9, "ab", 4, 4),
              new Outcome.Scores(1, 2)),
          new FrameReceipt.Figures(1, 0.2, 0.1, 0.01),
          3,
          new Receipt.Maker("engine", "cpu"));
  private static final Checkpoint POINT =
      new Checkpoint(
          "key",
          new FlightState(
              1,
              new float[] {0.5f, -0f, Float.MIN_VALUE},
              new Stepper.Memory(7, new float[] {1, 2, 3}, new float[] {4, 5, 6}),
              Map.of("a/1", 0.25, "b", 3.0)),
          List.of(RECEIPT));

  @Test
  void whatIsReadIsWhatWasWritten() {
    Checkpoint read = Checkpoint.read(POINT.bytes(), "key").orElseThrow();

    assertThat(read.receipts()).isEqualTo(POINT.receipts());
    assertThat(read.state().next()).isEqualTo(1);
    assertThat(read.state().values()).isEqualTo(POINT.state().values());
    assertThat(read.state().memory().steps()).isEqualTo(7);
    assertThat(read.state().memory().mean()).isEqualTo(POINT.state().memory().mean());
    assertThat(read.state().memory().square()).isEqualTo(POINT.state().memory().square());
    assertThat(read.state().factors()).isEqualTo(POINT.state().factors());
  }

  @Test
  void thatOfAnotherFlightIsNotTaken() {
    assertThat(Checkpoint.read(POINT.bytes(), "other")).isEmpty();
  }

  @Test
  void aDamagedOneIsNotTaken() {
    byte[] bytes = POINT.bytes();
    for (int at = 0; at < bytes.length; at += 7) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      assertThat(Checkpoint.read(changed, "key")).isEmpty();
    }
    for (int length : new int[] {0, 5, 8, 9, bytes.length - 1}) {
      assertThat(Checkpoint.read(Arrays.copyOf(bytes, length), "key")).isEmpty();
    }
  }
}
