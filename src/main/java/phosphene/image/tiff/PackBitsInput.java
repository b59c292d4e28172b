package phosphene.image.tiff;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What PackBits made of bytes, undone: a count, and then so many bytes, or one that many times
 * (TIFF 6.0, section 9).
 */
final class PackBitsInput extends InputStream {
  private final InputStream packed;
  private int left;
  private int repeated = -1;

  PackBitsInput(InputStream packed) {
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    if (!begun()) {
      return -1;
    }
    left--;
    return repeated < 0 ? packed.read() : repeated;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!begun()) {
      return -1;
    }
    int some = Math.min(length, left);
    if (repeated < 0) {
      some = packed.read(to, at, some);
    } else {
      Arrays.fill(to, at, at + some, (byte) repeated);
    }
    left -= Math.max(0, some);
    return some;
  }

  /** Reads the next count where none is left; false at the end. */
  private boolean begun() throws IOException {
    while (left == 0) {
      int count = packed.read();
      if (count < 0) {
        return false;
      }
      if (count < 128) {
        left = count + 1;
        repeated = -1;
      } else if (count > 128) { // 128 does nothing
        left = 257 - count;
        repeated = packed.read();
        if (repeated < 0) {
          left = 0;
          return false;
        }
      }
    }
    return true;
  }
}
