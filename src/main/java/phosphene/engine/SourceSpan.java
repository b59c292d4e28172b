package phosphene.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Channels of a target that one node computes, and that follow each other in both.
 *
 * @param source the first of them
 * @param at the first in the target
 * @param count of them
 * @param of so many of the target
 */
public record SourceSpan(SourceChannel source, int at, int count, int of) {
  /** The channels of a target in as few spans as they have. */
  public static List<SourceSpan> of(List<SourceChannel> channels) {
    List<SourceSpan> spans = new ArrayList<>();
    int start = 0;
    for (int c = 1; c <= channels.size(); c++) {
      if (c == channels.size() || !follows(channels.get(c - 1), channels.get(c))) {
        spans.add(new SourceSpan(channels.get(start), start, c - start, channels.size()));
        start = c;
      }
    }
    return spans;
  }

  private static boolean follows(SourceChannel left, SourceChannel right) {
    return left.node().equals(right.node()) && right.channel() == left.channel() + 1;
  }

  /** The first channel in the node. */
  public int first() {
    return source.channel();
  }

  /** True if these are all channels of a node, and of the target. */
  public boolean whole(int channels) {
    return count == channels && count == of;
  }
}
