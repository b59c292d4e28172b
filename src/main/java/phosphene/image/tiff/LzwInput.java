package phosphene.image.tiff;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What TIFF's LZW made of bytes, undone (TIFF 6.0, section 13). Files from before that standard
 * have their bits in the other order and longer codes one later; they begin with 0 and an odd byte.
 */
final class LzwInput extends InputStream {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST = 258;
  private static final int SIZE = 4096;
  private static final int MOST_BITS = 12;

  private final InputStream packed;
  private final boolean old;
  private final int[] prefix = new int[SIZE];
  private final byte[] last = new byte[SIZE];
  private final byte[] string = new byte[SIZE + 1];
  private int from = string.length;
  private int bits = 9;
  private int known = FIRST;
  private int before = -1;
  private byte first;
  private int held;
  private int heldBits;
  private boolean ended;

  LzwInput(InputStream compressed) throws IOException {
    packed = new BufferedInputStream(compressed, 1024);
    packed.mark(2);
    byte[] start = packed.readNBytes(2);
    old = start.length == 2 && start[0] == 0 && (start[1] & 1) == 1;
    packed.reset();
    for (int i = 0; i < 256; i++) {
      last[i] = (byte) i;
    }
    Arrays.fill(prefix, -1);
  }

  @Override
  public int read() throws IOException {
    if (from == string.length && !next()) {
      return -1;
    }
    return string[from++] & 255;
  }

  @Override
  public int read(byte[] to, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (from == string.length && !next()) {
      return -1;
    }
    int some = Math.min(length, string.length - from);
    System.arraycopy(string, from, to, at, some);
    from += some;
    return some;
  }

  /** Puts the string of the next code at the end of {@code string}; false at the end of all. */
  private boolean next() throws IOException {
    int code = code();
    while (code == CLEAR) {
      bits = 9;
      known = FIRST;
      before = -1;
      code = code();
    }
    if (code == END || ended) {
      ended = true;
      return false;
    }
    if (code > known || (code == known && before < 0)) {
      throw new IOException("an LZW code that stands for nothing");
    }
    from = string.length;
    boolean unknown = code == known;
    if (unknown) {
      string[--from] = first; // the string before, and its first byte once more
    }
    for (int at = unknown ? before : code; at >= 0; at = prefix[at]) {
      string[--from] = last[at];
    }
    first = string[from];
    learn();
    before = code;
    return true;
  }

  private void learn() {
    if (before >= 0 && known < SIZE) {
      prefix[known] = before;
      last[known] = first;
      known++;
    }
    if (bits < MOST_BITS && known >= (1 << bits) - (old ? 0 : 1)) {
      bits++;
    }
  }

  private int code() throws IOException {
    while (heldBits < bits) {
      int next = packed.read();
      if (next < 0) {
        ended = true;
        return END;
      }
      held = old ? held | next << heldBits : held << 8 | next;
      heldBits += 8;
    }
    heldBits -= bits;
    int mask = (1 << bits) - 1;
    int code = old ? held & mask : held >>> heldBits & mask;
    held = old ? held >>> bits : held & ((1 << heldBits) - 1);
    return code;
  }
}
