package phosphene.image.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Compresses bytes to a zlib stream (RFC 1950), the same bytes on every machine: that of a JDK is
 * the work of whatever zlib the machine has. Finds repetitions as zlib does: by chains of places
 * with the same three bytes, and a place later if there is a longer one there.
 */
final class Zlib {
  private static final int WINDOW = 1 << 15;
  private static final int SHORTEST = 3;
  private static final int LONGEST = 258;
  // zlib's level 6 tries 128 places and is content with 128 bytes: noise is not worth that.
  private static final int TRIES = 32;
  private static final int CONTENT = 128;
  private static final int PIECE = 1 << 20;
  private static final int NONE = -1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final DeflateBlock block = new DeflateBlock(out);
  private final Adler32 sum = new Adler32();
  private final byte[] data; // what may be repeated, then what is not compressed yet
  private final int[] heads = new int[WINDOW];
  private final int[] chain = new int[WINDOW];
  private int known; // bytes that are compressed
  private int filled;
  private int found; // where the last match begins

  /**
   * A stream with nothing in it.
   *
   * @param length of all bytes, about
   */
  Zlib(long length) {
    data = new byte[WINDOW + (int) Math.min(PIECE, Math.max(1, length))];
    Arrays.fill(heads, NONE);
    out.write(0x78); // DEFLATE, a window of 32 KiB
    out.write(0x9c); // and the check of these two
  }

  void write(byte[] bytes) {
    sum.update(bytes);
    int from = 0;
    while (from < bytes.length) {
      if (filled == data.length) {
        compress(0);
        slide();
      }
      int some = Math.min(bytes.length - from, data.length - filled);
      System.arraycopy(bytes, from, data, filled, some);
      filled += some;
      from += some;
    }
  }

  /** The whole stream. */
  byte[] end() {
    compress(1);
    block.align();
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    return out.toByteArray();
  }

  /** Makes room, and keeps what may be repeated. */
  private void slide() {
    int kept = Math.min(WINDOW, filled);
    System.arraycopy(data, filled - kept, data, 0, kept);
    filled = kept;
    known = kept;
    Arrays.fill(heads, NONE);
    for (int at = 0; at + SHORTEST <= kept; at++) {
      enter(at);
    }
  }

  private void compress(int last) {
    int begun = known;
    int at = known;
    int length = match(at, SHORTEST - 1);
    while (at < filled) {
      enter(at);
      int distance = at - found;
      int later = length >= SHORTEST && length < CONTENT ? match(at + 1, length) : 0;
      if (length < SHORTEST || later > length) {
        block.literal(data[at++] & 255);
        length = length < SHORTEST ? match(at, SHORTEST - 1) : later;
      } else {
        block.match(length, distance);
        for (int end = at++ + length; at < end; at++) {
          enter(at);
        }
        length = match(at, SHORTEST - 1);
      }
      if (block.full()) {
        block.write(data, begun, at, 0);
        begun = at;
      }
    }
    block.write(data, begun, at, last);
    known = at;
  }

  private void enter(int at) {
    if (at + SHORTEST <= filled) {
      int hash = hash(at);
      chain[at & (WINDOW - 1)] = heads[hash];
      heads[hash] = at;
    }
  }

  private int hash(int at) {
    int three = (data[at] & 255) | ((data[at + 1] & 255) << 8) | ((data[at + 2] & 255) << 16);
    return (three * 0x9e3779b1) >>> 17; // of 32 bits the upper 15: Knuth's multiplicative hash
  }

  /** The length of the longest earlier repetition that is longer than {@code least}; 0 if none. */
  private int match(int at, int least) {
    int most = Math.min(LONGEST, filled - at);
    int best = least;
    if (most <= least) {
      return 0;
    }
    int place = heads[hash(at)];
    for (int tries = TRIES; tries > 0 && place >= 0 && at - place <= WINDOW; tries--) {
      if (data[place + best] == data[at + best]) {
        int length = Arrays.mismatch(data, place, place + most, data, at, at + most);
        length = length < 0 ? most : length;
        if (length > best) {
          best = length;
          found = place;
          if (best >= Math.min(most, CONTENT)) {
            break;
          }
        }
      }
      place = chain[place & (WINDOW - 1)];
    }
    return best > least ? best : 0;
  }
}
