package phosphene.network.read.torch;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An open safetensors file: the length of a header in eight bytes, the header in JSON, and the
 * bytes of its tensors. Its failures do not name the file.
 */
final class SafetensorsFile implements Closeable {
  private static final long LONGEST_HEADER = 100_000_000; // the format's own bound
  private static final int BRACE = '{';

  private final FileChannel channel;
  private final long start;
  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

  private SafetensorsFile(FileChannel channel, long start, List<StoredTensor> tensors) {
    this.channel = channel;
    this.start = start;
    tensors.forEach(tensor -> this.tensors.put(tensor.name(), tensor));
  }

  /** True if a file begins as safetensors files do: a length, and the brace of an object. */
  static boolean is(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path)) {
      if (channel.size() < Long.BYTES + 2) {
        return false;
      }
      ByteBuffer first = read(channel, Long.BYTES + 1);
      return first.get(Long.BYTES) == BRACE && plausible(first.getLong(0));
    }
  }

  static SafetensorsFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path);
    try {
      return open(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SafetensorsFile open(FileChannel channel) throws IOException {
    if (channel.size() < Long.BYTES) {
      throw new EOFException("it ends within the length of its header");
    }
    long length = read(channel, Long.BYTES).getLong(0);
    if (!plausible(length)) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its header has %s bytes (must be 2 to %d): it is no safetensors file, or damaged",
              Long.toUnsignedString(length),
              LONGEST_HEADER));
    }
    long start = Long.BYTES + length;
    if (start > channel.size()) {
      throw new EOFException(
          String.format(
              Locale.ROOT,
              "its header has %d bytes, but the file ends after %d: it was cut off or damaged",
              length,
              channel.size() - Long.BYTES));
    }
    ByteBuffer head = read(channel, (int) start);
    byte[] header = new byte[(int) length];
    head.get(Long.BYTES, header);
    return new SafetensorsFile(
        channel, start, SafetensorsHeader.parse(header, channel.size() - start));
  }

  private static boolean plausible(long length) {
    return length >= 2 && length <= LONGEST_HEADER;
  }

  /** The first bytes of a file, little-endian. */
  private static ByteBuffer read(FileChannel channel, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
      // A channel may give less than is asked.
    }
    if (bytes.hasRemaining()) {
      throw new EOFException("it ends after " + bytes.position() + " bytes");
    }
    return bytes;
  }

  /** Its tensors by name, in the order of their bytes. */
  Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /** The values of a tensor of floating-point numbers, row-major. */
  float[] floats(String name) throws IOException {
    StoredTensor tensor =
        Optional.ofNullable(tensors.get(name))
            .orElseThrow(() -> new IOException("tensor " + name + " is missing"));
    if (!tensor.type().readable()) {
      throw new IOException(
          "tensor "
              + name
              + " has element type "
              + tensor.type()
              + ", expected floating-point numbers (F64, F32, F16 or BF16)");
    }
    long bytes = tensor.end() - tensor.begin();
    if (bytes > Integer.MAX_VALUE) {
      throw new IOException("tensor " + name + " is larger than 2 GiB");
    }
    ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, start + tensor.begin(), bytes);
    return tensor.type().floats(mapped.order(ByteOrder.LITTLE_ENDIAN));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
