package phosphene.job.flight;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import phosphene.ascent.FlightState;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Receipt;
import phosphene.plan.TileKey;

/**
 * What an unfinished flight goes on from: the state of its image, bit for bit, and what is known of
 * the frames that are stored, from the first on.
 *
 * <p>As an object it is plain data, big-endian: {@code PHOSFLY} and a version (1 byte), the SHA-256
 * of the rest (64 hex digits), and then the components in the order of {@link #body}. Texts are of
 * UTF-8, and they and lists follow their lengths (4 bytes).
 *
 * @param owner the flight's key, and the version that flies it
 */
record FlightCheckpoint(String owner, FlightState state, List<Stored> frames) {
  static final String MAGIC = "PHOSFLY\2";

  FlightCheckpoint {
    frames = List.copyOf(frames);
  }

  /**
   * A frame that is stored.
   *
   * @param bytes of its file
   * @param sha256 of its file
   * @param seconds that it took
   */
  record Stored(
      FrameReceipt.Figures figures,
      long bytes,
      String sha256,
      double seconds,
      Receipt.Maker maker) {}

  /** As an object of the gallery. */
  byte[] bytes() {
    byte[] body = body();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 80);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(MAGIC.getBytes(StandardCharsets.US_ASCII));
      out.write(TileKey.sha256(body).getBytes(StandardCharsets.US_ASCII));
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] body() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(body)) {
      write(out, owner);
      out.writeInt(state.next());
      write(out, state.values());
      out.writeLong(state.memory().steps());
      write(out, state.memory().mean());
      write(out, state.memory().square());
      out.writeInt(state.factors().size());
      for (Map.Entry<String, Double> factor : state.factors().entrySet()) {
        write(out, factor.getKey());
        out.writeDouble(factor.getValue());
      }
      out.writeInt(frames.size());
      for (Stored frame : frames) {
        write(out, frame);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return body.toByteArray();
  }

  private static void write(DataOutputStream out, Stored frame) throws IOException {
    out.writeDouble(frame.figures().score());
    out.writeDouble(frame.figures().contrast());
    out.writeDouble(frame.figures().saturation());
    out.writeDouble(frame.figures().flicker());
    out.writeLong(frame.bytes());
    write(out, frame.sha256());
    out.writeDouble(frame.seconds());
    write(out, frame.maker().engine());
    write(out, frame.maker().device());
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }
}
