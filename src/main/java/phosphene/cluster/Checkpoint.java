package phosphene.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import phosphene.ascent.FlightState;
import phosphene.ascent.Stepper;
import phosphene.gallery.FrameReceipt;

/**
 * What an unfinished flight goes on from: the state of its picture, bit for bit, and the receipts
 * of the frames that are stored.
 *
 * @param owner the flight's key, and the version that flies it
 */
record Checkpoint(String owner, FlightState state, List<FrameReceipt> receipts) {
  private static final int FORMAT = 1;

  Checkpoint {
    receipts = List.copyOf(receipts);
  }

  /** As an object of the gallery. */
  byte[] bytes() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(body)) {
      out.writeInt(FORMAT);
      out.writeUTF(owner);
      out.writeInt(state.next());
      out.writeObject(state.values());
      out.writeLong(state.memory().steps());
      out.writeObject(state.memory().mean());
      out.writeObject(state.memory().square());
      out.writeInt(state.factors().size());
      for (Map.Entry<String, Double> factor : state.factors().entrySet()) {
        out.writeUTF(factor.getKey());
        out.writeDouble(factor.getValue());
      }
      out.writeInt(receipts.size());
      for (FrameReceipt receipt : receipts) {
        out.writeObject(receipt);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sealed(body.toByteArray());
  }

  private static byte[] sealed(byte[] body) {
    CRC32 sum = new CRC32();
    sum.update(body);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + Long.BYTES);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(sum.getValue());
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The checkpoint that an object holds; empty if it is damaged, or of another flight or version.
   */
  static Optional<Checkpoint> read(byte[] bytes, String owner) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long sum = in.readLong();
      byte[] body = in.readAllBytes();
      CRC32 found = new CRC32();
      found.update(body);
      return found.getValue() == sum ? body(body, owner) : Optional.empty();
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      return Optional.empty();
    }
  }

  private static Optional<Checkpoint> body(byte[] body, String owner)
      throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(body))) {
      // A gallery may be written by others: nothing but our own records and arrays is made of it.
      in.setObjectInputFilter(
          ObjectInputFilter.Config.createFilter("phosphene.**;java.lang.*;java.base/*;!*"));
      if (in.readInt() != FORMAT || !in.readUTF().equals(owner)) {
        return Optional.empty();
      }
      int next = in.readInt();
      float[] values = (float[]) in.readObject();
      long steps = in.readLong();
      Stepper.Memory memory =
          new Stepper.Memory(steps, (float[]) in.readObject(), (float[]) in.readObject());
      Map<String, Double> factors = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        factors.put(in.readUTF(), in.readDouble());
      }
      List<FrameReceipt> receipts = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        receipts.add((FrameReceipt) in.readObject());
      }
      return Optional.of(
          new Checkpoint(owner, new FlightState(next, values, memory, factors), receipts));
    }
  }
}
