package phosphene.image.png;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A prefix code as DEFLATE uses it (RFC 1951, 3.2.2): lengths say all of it.
 *
 * @param lengths of the symbols' codes in bits; 0 of symbols that do not occur
 * @param codes as they are written, first bit lowest
 */
record HuffmanCode(int[] lengths, int[] codes) {
  private record Node(
      long weight, int order, int symbol, @Nullable Node left, @Nullable Node right) {}

  /** The code that is best for symbols that occur so often, with codes of at most so many bits. */
  static HuffmanCode of(int[] counts, int limit) {
    long[] weights = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      weights[i] = counts[i];
    }
    int[] lengths = lengths(weights);
    while (deepest(lengths) > limit) { // evener weights make a shallower tree
      for (int i = 0; i < weights.length; i++) {
        weights[i] = weights[i] == 0 ? 0 : 1 + weights[i] / 2;
      }
      lengths = lengths(weights);
    }
    return of(lengths);
  }

  /** The code with codes of these lengths. */
  static HuffmanCode of(int[] lengths) {
    int[] codes = new int[lengths.length];
    int code = 0;
    for (int bits = 1; bits <= deepest(lengths); bits++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == bits) {
          codes[symbol] = Integer.reverse(code++) >>> (Integer.SIZE - bits);
        }
      }
      code <<= 1;
    }
    return new HuffmanCode(lengths, codes);
  }

  private static int deepest(int[] lengths) {
    int deepest = 0;
    for (int length : lengths) {
      deepest = Math.max(deepest, length);
    }
    return deepest;
  }

  /** Lengths by Huffman's algorithm; nodes of one weight are joined in the order of their birth. */
  private static int[] lengths(long[] weights) {
    PriorityQueue<Node> open =
        new PriorityQueue<>(Comparator.comparingLong(Node::weight).thenComparingInt(Node::order));
    for (int symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] > 0) {
        open.add(new Node(weights[symbol], symbol, symbol, null, null));
      }
    }
    int[] lengths = new int[weights.length];
    if (open.isEmpty()) {
      lengths[0] = 1; // a decoder wants one
      return lengths;
    }
    int order = weights.length;
    while (open.size() > 1) {
      Node one = open.remove();
      Node other = open.remove();
      open.add(new Node(one.weight() + other.weight(), order++, -1, one, other));
    }
    measure(open.remove(), 0, lengths);
    return lengths;
  }

  private static void measure(Node node, int depth, int[] lengths) {
    if (node.left() == null || node.right() == null) {
      lengths[node.symbol()] = Math.max(1, depth); // an only symbol has a bit, too
    } else {
      measure(node.left(), depth + 1, lengths);
      measure(node.right(), depth + 1, lengths);
    }
  }

  /** Bits of symbols that occur so often. */
  long bits(int[] counts) {
    long bits = 0;
    for (int i = 0; i < counts.length; i++) {
      bits += (long) counts[i] * lengths[i];
    }
    return bits;
  }
}
