package phosphene.network.read.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import phosphene.network.Half;

/** What the elements of a tensor are, by the names of the safetensors format. */
enum ElementType {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U64(8),
  U32(4),
  U16(2),
  U8(1),
  BOOL(1),
  F8_E4M3(1),
  F8_E5M2(1),
  C64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  int bytes() {
    return bytes;
  }

  /** True if weights may be of this type: {@link #floats} reads it. */
  boolean readable() {
    return this == F64 || this == F32 || this == F16 || this == BF16;
  }

  /** The elements of a buffer, from its start to its end, rounded to floats. */
  float[] floats(ByteBuffer buffer) {
    float[] values = new float[buffer.remaining() / bytes];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (this) {
            case F64 -> (float) buffer.getDouble();
            case F32 -> buffer.getFloat();
            case F16 -> Half.value(buffer.getShort());
            case BF16 -> Half.brain(buffer.getShort());
            case I64, I32, I16, I8, U64, U32, U16, U8, BOOL, F8_E4M3, F8_E5M2, C64 ->
                throw new AssertionError(this);
          };
    }
    return values;
  }

  /** The type of that name; the failure names {@code tensor}. */
  static ElementType named(String name, String tensor) throws IOException {
    List<ElementType> all = List.of(values());
    return all.stream()
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "tensor "
                        + tensor
                        + " has element type "
                        + name
                        + " (must be one of "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))
                        + ")"));
  }
}
