package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import phosphene.network.Half;

/**
 * The type of a tensor's elements. Floats of up to 32 bits are held as floats, doubles as doubles,
 * integers and truth values as longs (onnx.proto, TensorProto.DataType).
 */
enum ElementType {
  FLOAT(1, 4),
  UINT8(2, 1),
  INT8(3, 1),
  UINT16(4, 2),
  INT16(5, 2),
  INT32(6, 4),
  INT64(7, 8),
  BOOL(9, 1),
  FLOAT16(10, 2),
  DOUBLE(11, 8),
  UINT32(12, 4),
  UINT64(13, 8),
  BFLOAT16(16, 2);

  private final int code;
  private final int width;

  ElementType(int code, int width) {
    this.code = code;
    this.width = width;
  }

  /** The type of a code in the file; empty for text, complex and 4- and 8-bit floats. */
  static Optional<ElementType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Bytes of an element in a file. */
  int width() {
    return width;
  }

  boolean real() {
    return this == FLOAT || this == DOUBLE || this == FLOAT16 || this == BFLOAT16;
  }

  boolean single() {
    return real() && this != DOUBLE;
  }

  /** The nearest value that this type of floats can hold. */
  double rounded(double value) {
    return switch (this) {
      case FLOAT -> (float) value;
      case FLOAT16 -> Half.nearest((float) value);
      case BFLOAT16 -> Half.nearestBrain((float) value);
      default -> value;
    };
  }

  /** What this type of integers keeps of a value: its lowest bits. */
  long wrapped(long value) {
    return switch (this) {
      case UINT8 -> value & 0xff;
      case INT8 -> (byte) value;
      case UINT16 -> value & 0xffff;
      case INT16 -> (short) value;
      case INT32 -> (int) value;
      case UINT32 -> value & 0xffffffffL;
      case BOOL -> value == 0 ? 0 : 1;
      default -> value;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
