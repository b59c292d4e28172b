package phosphene.job.run;

import java.util.ArrayList;
import java.util.List;

/** A short text for a list of numbers. */
public final class NumberRanges {
  // What a line of Spark's pages has room for.
  private static final int MOST = 5;

  private NumberRanges() {}

  /** Ascending numbers as {@code 0-63, 70}; of more than five ranges the rest is a count. */
  public static String text(List<Integer> numbers) {
    List<String> ranges = new ArrayList<>();
    int shown = 0;
    for (int from = 0; from < numbers.size() && ranges.size() < MOST; ) {
      int to = from;
      while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
        to++;
      }
      ranges.add(from == to ? "" + numbers.get(from) : numbers.get(from) + "-" + numbers.get(to));
      shown += to - from + 1;
      from = to + 1;
    }
    String text = String.join(", ", ranges);
    int rest = numbers.size() - shown;
    return rest == 0 ? text : text + " and " + rest + " more";
  }
}
