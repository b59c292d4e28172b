package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import phosphene.engine.SourceChannel;

/**
 * Channels of a target that one node computes, and that follow each other in both.
 *
 * @param source the first of them
 * @param at the first in the target
 * @param count of them
 * @param of so many of the target
 */
record Span(SourceChannel source, int at, int count, int of) {
  /** The channels of a target in as few spans as they have. */
  static List<Span> of(List<SourceChannel> channels) {
    List<Span> spans = new ArrayList<>();
    int start = 0;
    for (int c = 1; c <= channels.size(); c++) {
      if (c == channels.size() || !follows(channels.get(c - 1), channels.get(c))) {
        spans.add(new Span(channels.get(start), start, c - start, channels.size()));
        start = c;
      }
    }
    return spans;
  }

  private static boolean follows(SourceChannel left, SourceChannel right) {
    return left.node().equals(right.node()) && right.channel() == left.channel() + 1;
  }

  /** The first channel in the node. */
  int first() {
    return source.channel();
  }

  /** True if these are all channels of a node, and of the target. */
  boolean whole(int channels) {
    return count == channels && count == of;
  }
}
