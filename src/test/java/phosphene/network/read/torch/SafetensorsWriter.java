package phosphene.network.read.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes safetensors files, sound ones and others. */
public final class SafetensorsWriter {
  private final List<String> members = new ArrayList<>();
  private final List<ByteBuffer> tensors = new ArrayList<>();
  private long end;

  /** A file of 32-bit floats. */
  public static Path write(Path file, Map<String, Floats> tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    new TreeMap<>(tensors).forEach((name, tensor) -> writer.floats(name, tensor));
    return Files.write(file, writer.bytes());
  }

  /** A tensor. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Floats(List<Integer> shape, float[] values) {}

  SafetensorsWriter floats(String name, Floats tensor) {
    ByteBuffer bytes = buffer(Float.BYTES * tensor.values().length);
    for (float value : tensor.values()) {
      bytes.putFloat(value);
    }
    return add(name, "F32", tensor.shape(), bytes.array());
  }

  SafetensorsWriter add(String name, String type, List<Integer> shape, byte[] bytes) {
    String extents = shape.stream().map(String::valueOf).collect(Collectors.joining(","));
    members.add(
        String.format(
            Locale.ROOT,
            "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}",
            name,
            type,
            extents,
            end,
            end + bytes.length));
    tensors.add(ByteBuffer.wrap(bytes));
    end += bytes.length;
    return this;
  }

  byte[] bytes() {
    byte[] data = new byte[(int) end];
    ByteBuffer all = ByteBuffer.wrap(data);
    tensors.forEach(tensor -> all.put(tensor.duplicate()));
    return bytes("{" + String.join(",", members) + "}", data);
  }

  /** A file of that header and those bytes, whether they fit or not. */
  static byte[] bytes(String header, byte[] data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return buffer(Long.BYTES + text.length + data.length)
        .putLong(text.length)
        .put(text)
        .put(data)
        .array();
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
