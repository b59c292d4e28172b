package phosphene.job.flight;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import phosphene.ascent.FlightState;
import phosphene.ascent.OptimizerState;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Receipt;
import phosphene.plan.TileKey;

/**
 * Reads a {@link FlightCheckpoint} of one flight. A gallery may be written by others: nothing is
 * made of their bytes but numbers and texts, no length is believed, and what does not fit the
 * flight is refused.
 *
 * @param owner the flight's key, and the version that flies it
 * @param fresh the state of the flight before its first frame, for its lengths
 * @param most frames of the flight
 */
record FlightCheckpointReader(String owner, FlightState fresh, int most) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int DIGITS = 64;
  // A million frames of a hundred steps; more would take long to count.
  private static final long MOST_STEPS = 100_000_000;

  /** Why a flight cannot go on from a checkpoint. */
  static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1;

    UnfitException(String why) {
      super(why);
    }
  }

  /**
   * The checkpoint that an object holds.
   *
   * @throws UnfitException if it is damaged, forged, or of another flight or version
   */
  FlightCheckpoint read(byte[] bytes) throws UnfitException {
    int start = FlightCheckpoint.MAGIC.length() + DIGITS;
    if (bytes.length < start) {
      throw new UnfitException("it is truncated");
    }
    String head = new String(bytes, 0, start, ISO_8859_1);
    require(head.startsWith(FlightCheckpoint.MAGIC), "it is of another version, or no checkpoint");
    byte[] body = Arrays.copyOfRange(bytes, start, bytes.length);
    require(head.endsWith(TileKey.sha256(body)), "it is damaged: its SHA-256 is another");
    try {
      ByteBuffer in = ByteBuffer.wrap(body);
      require(text(in).equals(owner), "it is of another flight or version");
      FlightState state = state(in);
      FlightCheckpoint read = new FlightCheckpoint(owner, state, frames(in, state.next()));
      require(!in.hasRemaining(), "it goes on after its end");
      return read;
    } catch (BufferUnderflowException e) {
      throw new UnfitException("it ends before what it says that it holds");
    }
  }

  private FlightState state(ByteBuffer in) throws UnfitException {
    int next = in.getInt();
    require(next > 0 && next <= most, "it says that " + next + " of " + most + " frames are there");
    float[] values = floats(in, fresh.values().length);
    long steps = in.getLong();
    require(steps >= 0 && steps <= MOST_STEPS, "it says that " + steps + " steps were taken");
    float[] mean = floats(in, fresh.memory().mean().length);
    float[] square = floats(in, fresh.memory().square().length);
    return new FlightState(
        next, values, new OptimizerState.Memory(steps, mean, square), factors(in));
  }

  private static Map<String, Double> factors(ByteBuffer in) throws UnfitException {
    Map<String, Double> factors = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      factors.put(text(in), number(in));
    }
    return factors;
  }

  private static List<FlightCheckpoint.Stored> frames(ByteBuffer in, int count)
      throws UnfitException {
    require(in.getInt() == count, "it does not know all frames that it counts");
    List<FlightCheckpoint.Stored> frames = new ArrayList<>();
    for (int left = count; left > 0; left--) {
      FrameReceipt.Figures figures =
          new FrameReceipt.Figures(number(in), number(in), number(in), number(in));
      long bytes = in.getLong();
      String sha256 = text(in);
      require(bytes > 0 && SHA256.matcher(sha256).matches(), "a frame has no length or digest");
      double seconds = number(in);
      Receipt.Maker maker = new Receipt.Maker(text(in), text(in));
      frames.add(new FlightCheckpoint.Stored(figures, bytes, sha256, seconds, maker));
    }
    return frames;
  }

  private static float[] floats(ByteBuffer in, int length) throws UnfitException {
    require(in.getInt() == length, "its image has another size");
    if (in.remaining() < (long) length * Float.BYTES) {
      throw new BufferUnderflowException();
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.getFloat();
      require(Float.isFinite(values[i]), "a value is not finite");
    }
    return values;
  }

  private static double number(ByteBuffer in) throws UnfitException {
    double number = in.getDouble();
    require(Double.isFinite(number), "a value is not finite");
    return number;
  }

  private static String text(ByteBuffer in) throws UnfitException {
    int length = in.getInt();
    require(length >= 0, "a text has a negative length");
    if (in.remaining() < length) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String why) throws UnfitException {
    if (!holds) {
      throw new UnfitException(why);
    }
  }
}
