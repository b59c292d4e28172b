package phosphene.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import phosphene.network.zoo.Networks;

/**
 * Weights as a NumPy .npz file of 16-bit floats that {@link Networks#open} reads: {@code <layer>_w}
 * and {@code <layer>_b}. The same weights give the same bytes.
 */
public final class HalfNpz {
  private static final int ALIGNMENT = 64; // of the data, by the .npy format, version 1.0
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

  private HalfNpz() {}

  /**
   * The file's bytes; each value is rounded to the nearest 16-bit float, ties to even.
   *
   * @throws IllegalArgumentException if a value is beyond their range (65,504)
   */
  public static byte[] bytes(Architecture architecture, Map<String, Weights> weights) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, List<Integer>> kernel :
          new TreeMap<>(architecture.kernels()).entrySet()) {
        Weights values = weights.get(kernel.getKey());
        if (values == null) {
          throw new IllegalArgumentException("Invalid weights: none of " + kernel.getKey());
        }
        List<Integer> bias = kernel.getValue().subList(0, 1);
        store(zip, kernel.getKey() + "_w", array(kernel.getValue(), values.kernel()));
        store(zip, kernel.getKey() + "_b", array(bias, values.bias()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] array) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(array);
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(array.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(ALWAYS);
    zip.putNextEntry(entry);
    zip.write(array);
    zip.closeEntry();
  }

  private static byte[] array(List<Integer> shape, float[] values) {
    String extents = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String header =
        String.format(
            Locale.ROOT, "{'descr': '<f2', 'fortran_order': False, 'shape': (%s,), }", extents);
    int before = MAGIC.length + Short.BYTES;
    int padding = ALIGNMENT - 1 - (before + header.length()) % ALIGNMENT;
    String padded = header + " ".repeat(padding) + "\n";
    ByteBuffer bytes =
        ByteBuffer.allocate(before + padded.length() + Short.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MAGIC)
            .putShort((short) padded.length())
            .put(padded.getBytes(StandardCharsets.US_ASCII));
    for (float value : values) {
      bytes.putShort(Half.of(value));
    }
    return bytes.array();
  }
}
