package phosphene.network.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import phosphene.network.Half;

/**
 * An array of numbers as NumPy stored it, row-major. Floats of 2 and 4 bytes are held as floats,
 * all other types as doubles (64-bit integers beyond 2^53 are rounded).
 */
public final class NpyArray {
  private static final int CHUNK = 1 << 16;

  private final NpyHeader header;
  private final float[] floats;
  private final double[] doubles;

  private NpyArray(NpyHeader header, float[] floats, double[] doubles) {
    this.header = header;
    this.floats = floats;
    this.doubles = doubles;
  }

  /** Extents, the last one fastest; empty for a scalar. */
  public List<Integer> shape() {
    return header.shape();
  }

  /** NumPy's name of the element type, such as {@code <f4}. */
  String type() {
    return header.type();
  }

  /** The values as floats; the array's own where it holds floats: not to be written. */
  public float[] floats() {
    if (doubles.length == 0) {
      return floats;
    }
    float[] rounded = new float[doubles.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) doubles[i];
    }
    return rounded;
  }

  /** The values as doubles; the array's own where it holds doubles: not to be written. */
  public double[] doubles() {
    if (floats.length == 0) {
      return doubles;
    }
    double[] widened = new double[floats.length];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = floats[i];
    }
    return widened;
  }

  /** Reads one .npy array, straight into floats or doubles. */
  static NpyArray read(InputStream in) throws IOException {
    NpyHeader header = NpyHeader.read(in);
    boolean single = header.type().equals("<f2") || header.type().equals("<f4");
    float[] floats = new float[single ? header.size() : 0];
    double[] doubles = new double[single ? 0 : header.size()];
    int width = header.width();
    byte[] chunk = new byte[CHUNK];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    for (int done = 0; done < header.size(); ) {
      int count = Math.min(header.size() - done, CHUNK / width);
      if (in.readNBytes(chunk, 0, count * width) < count * width) {
        throw new EOFException("it ends after " + done + " of " + header.size() + " values");
      }
      for (int i = 0; i < count; i++, done++) {
        switch (header.type()) {
          case "<f4" -> floats[done] = buffer.getFloat(i * 4);
          case "<f2" -> floats[done] = Half.value(buffer.getShort(i * 2));
          case "<f8" -> doubles[done] = buffer.getDouble(i * 8);
          case "<i4" -> doubles[done] = buffer.getInt(i * 4);
          case "<i8" -> doubles[done] = buffer.getLong(i * 8);
          case "|u1" -> doubles[done] = Byte.toUnsignedInt(buffer.get(i));
          default -> throw new AssertionError(header.type());
        }
      }
    }
    return new NpyArray(header, floats, doubles);
  }
}
