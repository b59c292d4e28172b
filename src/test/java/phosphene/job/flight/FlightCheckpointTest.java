package phosphene.job.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phosphene.ascent.FlightState;
import phosphene.ascent.OptimizerState;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Receipt;
import phosphene.plan.TileKey;

/** What an unfinished flight goes on from. */
@Timeout(60)
class FlightCheckpointTest {
  private static final int HEAD = 8 + 64;
  private static final FlightState FRESH = state(0, new float[3], 0);
  private static final FlightCheckpointReader READER = new FlightCheckpointReader("key", FRESH, 5);
  private static final FlightCheckpoint POINT = point(state(2, new float[] {0.5f, -0f, 1e-45f}, 7));

  private static FlightState state(int next, float[] values, long steps) {
    return new FlightState(
        next,
        values,
        new OptimizerState.Memory(steps, new float[] {1, 2, 3}, new float[] {4, 5, 6}),
        Map.of("a/1", 0.25, "größe", 3.0));
  }

  private static FlightCheckpoint point(FlightState state) {
    return new FlightCheckpoint(
        "key", state, List.of(stored("ab".repeat(32)), stored("cd".repeat(32))));
  }

  private static FlightCheckpoint.Stored stored(String sha256) {
    return new FlightCheckpoint.Stored(
        new FrameReceipt.Figures(1, 0.2, 0.1, 0.01),
        9,
        sha256,
        3,
        new Receipt.Maker("engine", "cpu"));
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    FlightCheckpoint read = READER.read(POINT.bytes());

    assertThat(read.frames()).isEqualTo(POINT.frames());
    assertThat(read.state()).usingRecursiveComparison().isEqualTo(POINT.state());
  }

  @Test
  void thatOfAnotherFlightIsNotTaken() {
    assertThatThrownBy(() -> new FlightCheckpointReader("other", FRESH, 5).read(POINT.bytes()))
        .isInstanceOf(FlightCheckpointReader.UnfitException.class)
        .hasMessage("it is of another flight or version");
  }

  @Test
  void aDamagedOneIsNotTaken() {
    byte[] bytes = POINT.bytes();
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 4;
      refused(changed);
    }
    for (int length = 0; length < bytes.length; length++) {
      refused(Arrays.copyOf(bytes, length));
    }
  }

  /** A forged one can have the right digest. */
  @Test
  void aForgedOneIsRefusedOrHasWhatAFlightCanGoOnFrom() {
    byte[] body = Arrays.copyOfRange(POINT.bytes(), HEAD, POINT.bytes().length);
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] changed = body.clone();
      int value = List.of(-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 1 << 20).get(round % 5);
      ByteBuffer.wrap(changed).putInt(random.nextInt(body.length - 3), value);
      try {
        FlightCheckpoint read = READER.read(sealed(changed));
        assertThat(read.frames()).hasSize(read.state().next());
        assertThat(read.state().values()).hasSize(3);
      } catch (FlightCheckpointReader.UnfitException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    for (int length = 0; length < body.length; length++) {
      refused(sealed(Arrays.copyOf(body, length)));
    }
    assertThatThrownBy(() -> READER.read(sealed(Arrays.copyOf(body, body.length + 1))))
        .hasMessage("it goes on after its end");
  }

  @Test
  void whatDoesNotFitTheFlightIsRefusedByWhatItSays() {
    assertThatThrownBy(() -> READER.read(point(state(2, new float[4], 7)).bytes()))
        .hasMessage("its image has another size");
    assertThatThrownBy(() -> READER.read(point(state(2, new float[] {0, Float.NaN, 0}, 7)).bytes()))
        .hasMessage("a value is not finite");
    assertThatThrownBy(() -> READER.read(point(state(3, new float[3], 7)).bytes()))
        .hasMessage("it does not know all frames that it counts");
    assertThatThrownBy(() -> READER.read(point(state(6, new float[3], 7)).bytes()))
        .hasMessage("it says that 6 of 5 frames are there");
    assertThatThrownBy(() -> READER.read(point(state(2, new float[3], Long.MAX_VALUE)).bytes()))
        .hasMessage("it says that 9223372036854775807 steps were taken");
    FlightCheckpoint path =
        new FlightCheckpoint("key", state(1, new float[3], 7), List.of(stored("../../x")));
    assertThatThrownBy(() -> READER.read(path.bytes()))
        .hasMessage("a frame has no length or digest");
  }

  @Test
  void serializedObjectsAreNone() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new java.util.ArrayList<>(List.of("x".repeat(100))));
    }

    assertThatThrownBy(() -> READER.read(bytes.toByteArray()))
        .isInstanceOf(FlightCheckpointReader.UnfitException.class)
        .hasMessage("it is of another version, or no checkpoint");
    refused(sealed(bytes.toByteArray()));
  }

  private static byte[] sealed(byte[] body) {
    byte[] head =
        (FlightCheckpoint.MAGIC + TileKey.sha256(body)).getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
  }

  private static void refused(byte[] bytes) {
    assertThatThrownBy(() -> READER.read(bytes))
        .isInstanceOf(FlightCheckpointReader.UnfitException.class);
  }
}
