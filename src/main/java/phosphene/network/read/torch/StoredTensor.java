package phosphene.network.read.torch;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where a tensor lies in a safetensors file.
 *
 * @param shape extents, the last one fastest; empty for a scalar; 0 where it is empty
 * @param begin of its bytes, counted from the end of the header
 * @param end behind its last byte, counted likewise
 */
record StoredTensor(String name, ElementType type, List<Long> shape, long begin, long end) {
  StoredTensor {
    shape = List.copyOf(shape);
  }

  /** Refuses extents that do not give the bytes that the offsets span. */
  void requireSize() throws IOException {
    long size = type.bytes();
    try {
      for (long extent : shape) {
        size = Math.multiplyExact(size, extent);
      }
    } catch (ArithmeticException e) {
      throw new IOException("tensor " + name + " has impossible shape " + text(shape), e);
    }
    if (size != end - begin) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "tensor %s of shape %s and type %s has %d bytes, expected %d",
              name,
              text(shape),
              type,
              end - begin,
              size));
    }
  }

  /** A shape as text, such as {@code 64x3x7x7}. */
  static String text(List<Long> shape) {
    return shape.isEmpty()
        ? "scalar"
        : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
