package phosphene.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A talk with a process around libtorch: numbers there and back. */
final class LibtorchLine implements AutoCloseable {
  private final Process process;
  private final Path log;
  private final DataOutputStream out;
  private final DataInputStream in;

  /** Listens to a process that was started; {@code log} has what it complains of. */
  LibtorchLine(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
  }

  DataOutputStream out() {
    return out;
  }

  DataInputStream in() {
    return in;
  }

  void write(int... values) throws IOException {
    for (int value : values) {
      out.writeInt(value);
    }
  }

  void write(float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  float[] floats() throws IOException {
    float[] values = new float[in.readInt()];
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    in.readFully(bytes);
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  /** What the end of the process while it was listened to is. */
  UncheckedIOException broken(IOException e) {
    return new UncheckedIOException("Cannot measure libtorch: its process ended, see " + log, e);
  }

  /** Ends the process: it stops at the end of its input, or is stopped after five seconds. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      process.destroy(); // its input is gone already
    }
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
