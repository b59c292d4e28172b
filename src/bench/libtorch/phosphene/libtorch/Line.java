package phosphene.libtorch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Loader;

/**
 * Standard input and output as numbers. All are big-endian; floats come as their count and their
 * values.
 */
record Line(DataInputStream in, DataOutputStream out) {
  /** The line of this process; what anything else prints goes to standard error. */
  static Line open() throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
    System.setOut(System.err);
    // Both before any torch class: on a cold cache the loader may find a system's libtorch first.
    Loader.cacheResources("/org/bytedeco/openblas/linux-x86_64");
    Loader.cacheResources("/org/bytedeco/pytorch/linux-x86_64");
    return new Line(new DataInputStream(new BufferedInputStream(System.in, 1 << 16)), out);
  }

  long[] longs(int count) throws IOException {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  double[] doubles() throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  float[] floats() throws IOException {
    float[] values = new float[in.readInt()];
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  void write(float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }
}
