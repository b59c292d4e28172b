package phosphene.image.tiff;

import java.nio.ByteOrder;
import java.util.Arrays;

/** Samples of a TIFF file out of bytes, and back from differences (TIFF 6.0, sections 8 and 14). */
final class TiffSamples {
  private TiffSamples() {}

  /**
   * Cuts bytes into numbers without sign. Numbers of whole bytes are in the file's order, others
   * have their highest bit first.
   *
   * @param bits of each sample of a pixel
   */
  static void unpack(byte[] bytes, long[] values, int pixels, int[] bits, ByteOrder order) {
    int depth = bits[0];
    boolean same = Arrays.stream(bits).allMatch(each -> each == depth);
    int count = pixels * bits.length;
    if (same && depth == 8) {
      for (int i = 0; i < count; i++) {
        values[i] = bytes[i] & 255;
      }
    } else if (same && depth % 8 == 0) {
      whole(bytes, values, count, depth / 8, order);
    } else {
      packed(bytes, values, count, bits);
    }
  }

  private static void whole(byte[] bytes, long[] values, int count, int width, ByteOrder order) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    for (int i = 0; i < count; i++) {
      long value = 0;
      for (int b = 0; b < width; b++) {
        int at = i * width + (little ? width - 1 - b : b);
        value = value << 8 | (bytes[at] & 255);
      }
      values[i] = value;
    }
  }

  private static void packed(byte[] bytes, long[] values, int count, int[] bits) {
    int at = 0;
    int left = 0;
    for (int i = 0; i < count; i++) {
      long value = 0;
      for (int open = bits[i % bits.length]; open > 0; ) {
        if (left == 0) {
          at++;
          left = 8;
        }
        int some = Math.min(open, left);
        left -= some;
        open -= some;
        value = value << some | ((bytes[at - 1] & 255) >> left & ((1 << some) - 1));
      }
      values[i] = value;
    }
  }

  /**
   * Adds differences up (predictor 2), each sample to that of the pixel before.
   *
   * @param before the last pixel of the piece before, zeros for the first; then that of this one
   */
  static void sum(long[] values, int pixels, long[] before, int bits) {
    int each = before.length;
    long mask = bits == 64 ? -1 : (1L << bits) - 1;
    for (int i = 0; i < pixels * each; i++) {
      values[i] = (values[i] + (i < each ? before[i] : values[i - each])) & mask;
    }
    System.arraycopy(values, (pixels - 1) * each, before, 0, each);
  }

  /**
   * Undoes predictor 3 of a whole row: differences of bytes, of which the highest of all numbers
   * come first (Adobe, TIFF technical note 3).
   *
   * @param width bytes of a number
   */
  static void floats(byte[] bytes, long[] values, int pixels, int each, int width) {
    int count = pixels * each;
    for (int i = each; i < count * width; i++) {
      bytes[i] += bytes[i - each];
    }
    for (int i = 0; i < count; i++) {
      long value = 0;
      for (int b = 0; b < width; b++) {
        value = value << 8 | (bytes[b * count + i] & 255);
      }
      values[i] = value;
    }
  }

  /**
   * The number that these bits are, of IEEE 754's 16, 32 or 64, or of TIFF's 24 (sign, 7 bits of
   * exponent, 16 of mantissa).
   */
  static double real(long value, int bits) {
    return switch (bits) {
      case 16 -> small(value, 5, 10);
      case 24 -> small(value, 7, 16);
      case 32 -> Float.intBitsToFloat((int) value);
      default -> Double.longBitsToDouble(value);
    };
  }

  private static double small(long value, int exponentBits, int mantissaBits) {
    int bias = (1 << (exponentBits - 1)) - 1;
    int exponent = (int) (value >> mantissaBits) & ((1 << exponentBits) - 1);
    double mantissa = (double) (value & ((1 << mantissaBits) - 1)) / (1 << mantissaBits);
    double size;
    if (exponent == 0) {
      size = Math.scalb(mantissa, 1 - bias);
    } else if (exponent == (1 << exponentBits) - 1) {
      size = mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      size = Math.scalb(1 + mantissa, exponent - bias);
    }
    return (value >> (exponentBits + mantissaBits) & 1) == 0 ? size : -size;
  }
}
