package phosphene.network.read;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an array in NumPy's .npy format (numpy.lib.format, versions 1 to 3): its element type
 * and shape.
 *
 * @param type NumPy's name of the little-endian element type, such as {@code <f4}
 * @param shape extents, the last one fastest; empty for a scalar
 */
record NpyHeader(String type, List<Integer> shape) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");

  NpyHeader {
    shape = List.copyOf(shape);
  }

  /** Elements of the array. */
  int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** Bytes of one element. */
  int width() throws IOException {
    return switch (type) {
      case "|u1" -> 1;
      case "<f2" -> 2;
      case "<f4", "<i4" -> 4;
      case "<f8", "<i8" -> 8;
      default ->
          throw new IOException(
              "element type " + type + " is not supported (<f2, <f4, <f8, <i4, <i8, |u1 are)");
    };
  }

  /** Reads the head and leaves {@code in} at the first element. */
  static NpyHeader read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    byte[] magic = data.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IOException("it is no .npy array");
    }
    int version = data.readUnsignedByte();
    data.readUnsignedByte();
    int length = Short.toUnsignedInt(Short.reverseBytes(data.readShort()));
    if (version > 1) {
      length += Short.toUnsignedInt(Short.reverseBytes(data.readShort())) << 16;
    }
    if (length < 0 || length > LONGEST) {
      throw new IOException("its .npy head is damaged");
    }
    byte[] text = new byte[length];
    data.readFully(text);
    return parse(new String(text, StandardCharsets.UTF_8));
  }

  private static NpyHeader parse(String head) throws IOException {
    if (find(ORDER, head).equals("True")) {
      throw new IOException("its values are in Fortran order (save it in C order)");
    }
    List<Integer> shape = new ArrayList<>();
    for (String extent : find(SHAPE, head).split(",", -1)) {
      if (!extent.isBlank()) {
        try {
          shape.add(Integer.parseInt(extent.strip()));
        } catch (NumberFormatException e) {
          throw new IOException("its shape is too large", e);
        }
      }
    }
    NpyHeader header = new NpyHeader(find(DESCR, head), shape);
    try {
      Math.multiplyExact(header.size(), header.width());
    } catch (ArithmeticException e) {
      throw new IOException("its shape is too large", e);
    }
    return header;
  }

  private static String find(Pattern pattern, String head) throws IOException {
    Matcher matcher = pattern.matcher(head);
    if (!matcher.find()) {
      throw new IOException("its .npy head is damaged");
    }
    return matcher.group(1);
  }
}
