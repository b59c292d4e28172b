package phosphene.image.webp;

import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * The bits of a lossless WebP, the lowest of each byte first, and its prefix codes (RFC 9649, 3).
 */
final class Vp8lBits {
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };
  private static final int MOST_LENGTH = 15;
  private static final int TABLE_BITS = 8;

  private final byte[] bytes;
  private long at;

  /**
   * Reads from a byte on.
   *
   * @param first index of the byte
   */
  Vp8lBits(byte[] bytes, int first) {
    this.bytes = bytes;
    at = 8L * first;
  }

  /**
   * A prefix code. It is decoded by a table of the next bits, and where these do not suffice bit by
   * bit.
   *
   * @param counts of codes by length
   * @param symbols by length, then by value
   * @param table a symbol and its length by the next bits; 0 where they do not suffice
   * @param bits that the table looks at; 0 if there is one symbol, which takes none
   */
  private record Tables(int[] counts, int[] symbols, int[] table, int bits) {}

  /** A prefix code. */
  static final class Code {
    private final Tables tables;

    private Code(Tables tables) {
      this.tables = tables;
    }
  }

  int read(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value |= bit() << i;
    }
    return value;
  }

  private int bit() {
    int index = (int) (at >> 3);
    if (index >= bytes.length) {
      throw damaged("ends before its pixels do");
    }
    int value = (bytes[index] >> (at & 7)) & 1;
    at++;
    return value;
  }

  static UnreadableImageException damaged(String how) {
    return new UnreadableImageException(
        Reason.DAMAGED, "Cannot decode WEBP: its lossless picture " + how);
  }

  /** The next bits without passing them; 0 beyond the end. */
  private int peek(int count) {
    int index = (int) (at >> 3);
    int low = index < bytes.length ? bytes[index] & 255 : 0;
    int high = index + 1 < bytes.length ? bytes[index + 1] & 255 : 0;
    return ((low | (high << 8)) >> (at & 7)) & ((1 << count) - 1);
  }

  int symbol(Code code) {
    Tables tables = code.tables;
    if (tables.bits == 0) {
      return tables.symbols[0];
    }
    int entry = tables.table[peek(tables.bits)];
    if (entry != 0) {
      at += entry & 15;
      if (at > 8L * bytes.length) {
        throw damaged("ends before its pixels do");
      }
      return entry >> 4;
    }
    int value = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MOST_LENGTH; length++) {
      value |= bit();
      int count = tables.counts[length];
      if (value - first < count) {
        return tables.symbols[index + value - first];
      }
      index += count;
      first = (first + count) << 1;
      value <<= 1;
    }
    throw damaged("has a code that means nothing");
  }

  /** A length or a distance of LZ77 by its prefix. */
  int extended(int prefix) {
    if (prefix < 4) {
      return prefix + 1;
    }
    int extra = (prefix - 2) >> 1;
    return ((2 + (prefix & 1)) << extra) + read(extra) + 1;
  }

  /** Reads the description of a code. */
  Code code(int alphabet) {
    int[] lengths = new int[alphabet];
    if (read(1) == 1) {
      int more = read(1);
      int first = read(read(1) == 1 ? 8 : 1);
      lengths[first] = 1;
      if (more == 1) {
        lengths[read(8)] = 1;
      }
      return code(lengths);
    }
    int[] ofLengths = new int[ORDER.length];
    int count = read(4) + 4;
    for (int i = 0; i < count; i++) {
      ofLengths[ORDER[i]] = read(3);
    }
    readLengths(code(ofLengths), lengths);
    return code(lengths);
  }

  private void readLengths(Code code, int[] lengths) {
    int left = read(1) == 1 ? 2 + read(2 + 2 * read(3)) : lengths.length;
    if (left > lengths.length) {
      throw damaged("has a code of too many symbols");
    }
    int last = 8;
    for (int at = 0; at < lengths.length && left > 0; left--) {
      int length = symbol(code);
      if (length < 16) {
        lengths[at++] = length;
        last = length == 0 ? last : length;
        continue;
      }
      int times = length == 16 ? 3 + read(2) : length == 17 ? 3 + read(3) : 11 + read(7);
      if (times > lengths.length - at) {
        throw damaged("has a code of too many symbols");
      }
      java.util.Arrays.fill(lengths, at, at + times, length == 16 ? last : 0);
      at += times;
    }
  }

  private static Code code(int[] lengths) {
    int[] counts = new int[MOST_LENGTH + 1];
    int used = 0;
    int longest = 0;
    for (int length : lengths) {
      if (length > 0) {
        counts[length]++;
        used++;
        longest = Math.max(longest, length);
      }
    }
    if (used == 0) {
      throw damaged("has a code of no symbols");
    }
    int[] symbols = new int[used];
    int next = 0;
    for (int length = 1; length <= longest; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          symbols[next++] = symbol;
        }
      }
    }
    if (used == 1) {
      return new Code(new Tables(counts, symbols, new int[0], 0));
    }
    int bits = Math.min(longest, TABLE_BITS);
    return new Code(new Tables(counts, symbols, table(counts, symbols, bits), bits));
  }

  private static int[] table(int[] counts, int[] symbols, int bits) {
    int[] table = new int[1 << bits];
    int value = 0;
    int index = 0;
    for (int length = 1; length <= MOST_LENGTH; length++) {
      for (int i = 0; i < counts[length]; i++) {
        if (value >= 1 << length) {
          throw damaged("has more codes than there can be");
        }
        if (length <= bits) {
          int low = Integer.reverse(value) >>> (32 - length);
          for (int entry = low; entry < table.length; entry += 1 << length) {
            table[entry] = (symbols[index] << 4) | length;
          }
        }
        value++;
        index++;
      }
      value <<= 1;
    }
    if (value != 1 << (MOST_LENGTH + 1)) {
      throw damaged("has fewer codes than there have to be");
    }
    return table;
  }
}
