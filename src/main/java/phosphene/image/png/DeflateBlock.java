package phosphene.image.png;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A block of a DEFLATE stream (RFC 1951): literals and matches are collected, then written with
 * codes of their own, or as they are where that is shorter.
 */
final class DeflateBlock {
  private static final int MOST = 1 << 14;
  private static final int END = 256;
  private static final int FIRST_LENGTH = 257;
  private static final int LITERALS = 286;
  private static final int DISTANCES = 30;
  private static final int LENGTH_CODES = 19;
  private static final int LONGEST = 258;
  private static final int MOST_STORED = 65_535;
  // Lengths of codes in the order in which they are written (RFC 1951, 3.2.7).
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  // The least value of each code; what it has more follows in extra bits (RFC 1951, 3.2.5).
  private static final int[] LENGTH_BASE = bases(29, 4, 3);
  private static final int[] DISTANCE_BASE = bases(DISTANCES, 2, 1);
  private static final int[] LENGTH_CODE = lengthCodes();

  private final ByteArrayOutputStream out;
  private final int[] tokens = new int[MOST]; // length << 16 | distance, or a literal
  private final int[] literals = new int[LITERALS];
  private final int[] distances = new int[DISTANCES];
  private int count;
  private long extra; // bits
  private long bits;
  private int held; // bits that are not written yet

  DeflateBlock(ByteArrayOutputStream out) {
    this.out = out;
  }

  private static int[] bases(int codes, int withoutExtra, int first) {
    int[] bases = new int[codes];
    int value = first;
    for (int code = 0; code < codes; code++) {
      bases[code] = value;
      value += 1 << extra(code, withoutExtra);
    }
    return bases;
  }

  /** Extra bits: none of the first codes, then one more with every group of them. */
  private static int extra(int code, int group) {
    return Math.max(0, code / group - 1);
  }

  private static int[] lengthCodes() {
    int[] codes = new int[LONGEST + 1];
    for (int length = LENGTH_BASE[0]; length < LONGEST; length++) {
      codes[length] = code(LENGTH_BASE, length);
    }
    codes[LONGEST] = 28; // one of its own, without extra bits
    return codes;
  }

  private static int code(int[] bases, int value) {
    int at = Arrays.binarySearch(bases, value);
    return at >= 0 ? at : -at - 2;
  }

  private static int lengthExtra(int code) {
    return code == 28 ? 0 : extra(code, 4);
  }

  void literal(int value) {
    tokens[count++] = value;
    literals[value]++;
  }

  void match(int length, int distance) {
    tokens[count++] = length << 16 | distance;
    int code = LENGTH_CODE[length];
    int far = code(DISTANCE_BASE, distance);
    literals[FIRST_LENGTH + code]++;
    distances[far]++;
    extra += lengthExtra(code) + extra(far, 2);
  }

  boolean full() {
    return count == MOST;
  }

  /**
   * Writes the block; it is empty then.
   *
   * @param raw what its literals and matches mean
   * @param last 1 if it is the last block of the stream, 0 if not
   */
  void write(byte[] raw, int from, int to, int last) {
    literals[END]++;
    HuffmanCode texts = HuffmanCode.of(literals, 15);
    HuffmanCode places = HuffmanCode.of(distances, 15);
    int most = trimmed(texts.lengths(), FIRST_LENGTH);
    int far = trimmed(places.lengths(), 1);
    int[] lengths = Arrays.copyOf(texts.lengths(), most + far);
    System.arraycopy(places.lengths(), 0, lengths, most, far);
    int[] packed = packed(lengths);
    int[] counts = new int[LENGTH_CODES];
    Arrays.stream(packed).forEach(word -> counts[word & 31]++);
    HuffmanCode codes = HuffmanCode.of(counts, 7);
    long size = codes.bits(counts) + texts.bits(literals) + places.bits(distances) + extra;
    if (size / 8 > to - from) {
      stored(raw, from, to, last);
    } else {
      put(last | (2 << 1), 3);
      put(most - FIRST_LENGTH, 5);
      put(far - 1, 5);
      lengths(codes, packed);
      body(texts, places);
    }
    count = 0;
    extra = 0;
    Arrays.fill(literals, 0);
    Arrays.fill(distances, 0);
  }

  private static int trimmed(int[] lengths, int least) {
    int length = lengths.length;
    while (length > least && lengths[length - 1] == 0) {
      length--;
    }
    return length;
  }

  /** Lengths with their repetitions: a code of 5 bits, and above it the value of extra bits. */
  private static int[] packed(int[] lengths) {
    int[] packed = new int[lengths.length];
    int size = 0;
    int at = 0;
    while (at < lengths.length) {
      int same = at + 1;
      while (same < lengths.length && lengths[same] == lengths[at]) {
        same++;
      }
      int run = same - at;
      if (lengths[at] == 0 && run >= 3) {
        run = Math.min(run, 138);
        packed[size++] = run <= 10 ? 17 | ((run - 3) << 5) : 18 | ((run - 11) << 5);
      } else if (at > 0 && lengths[at] == lengths[at - 1] && run >= 3) {
        run = Math.min(run, 6);
        packed[size++] = 16 | ((run - 3) << 5);
      } else {
        run = 1;
        packed[size++] = lengths[at];
      }
      at += run;
    }
    return Arrays.copyOf(packed, size);
  }

  private void lengths(HuffmanCode codes, int[] packed) {
    int most = LENGTH_CODES;
    while (most > 4 && codes.lengths()[ORDER[most - 1]] == 0) {
      most--;
    }
    put(most - 4, 4);
    for (int i = 0; i < most; i++) {
      put(codes.lengths()[ORDER[i]], 3);
    }
    for (int word : packed) {
      int code = word & 31;
      put(codes.codes()[code], codes.lengths()[code]);
      put(word >> 5, code < 16 ? 0 : code == 16 ? 2 : code == 17 ? 3 : 7);
    }
  }

  private void body(HuffmanCode texts, HuffmanCode places) {
    for (int i = 0; i < count; i++) {
      int length = tokens[i] >>> 16;
      int value = tokens[i] & 0xffff;
      if (length == 0) {
        put(texts.codes()[value], texts.lengths()[value]);
      } else {
        int code = LENGTH_CODE[length];
        int far = code(DISTANCE_BASE, value);
        put(texts.codes()[FIRST_LENGTH + code], texts.lengths()[FIRST_LENGTH + code]);
        put(code == 28 ? 0 : length - LENGTH_BASE[code], lengthExtra(code));
        put(places.codes()[far], places.lengths()[far]);
        put(value - DISTANCE_BASE[far], extra(far, 2));
      }
    }
    put(texts.codes()[END], texts.lengths()[END]);
  }

  private void stored(byte[] raw, int from, int to, int last) {
    for (int at = from; at < to || at == from; at += MOST_STORED) {
      int length = Math.min(MOST_STORED, to - at);
      put(at + length == to ? last : 0, 3);
      align();
      put(length, 16);
      put(~length & 0xffff, 16);
      out.write(raw, at, length);
    }
  }

  private void put(int value, int length) {
    bits |= (long) value << held;
    held += length;
    while (held >= 8) {
      out.write((int) bits);
      bits >>>= 8;
      held -= 8;
    }
  }

  /** Fills the last byte. */
  void align() {
    put(0, (8 - held) & 7);
  }
}
