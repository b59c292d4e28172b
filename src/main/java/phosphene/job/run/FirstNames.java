package phosphene.job.run;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import phosphene.image.kind.PhotoNames;

/**
 * How many there are, and the first few in the order of letters.
 *
 * @param first at most three
 */
public record FirstNames(long count, List<String> first) implements Serializable {
  public static final int MOST = 3;
  public static final FirstNames NONE = new FirstNames(0, List.of());

  public FirstNames {
    first = List.copyOf(first);
  }

  public static FirstNames of(Collection<String> all) {
    return new FirstNames(all.size(), all.stream().sorted().limit(MOST).toList());
  }

  public FirstNames with(FirstNames other) {
    return new FirstNames(
        count + other.count,
        Stream.concat(first.stream(), other.first.stream()).sorted().limit(MOST).toList());
  }

  public FirstNames with(String name) {
    boolean full = first.size() == MOST;
    return full && name.compareTo(first.get(MOST - 1)) >= 0
        ? new FirstNames(count + 1, first)
        : with(new FirstNames(1, List.of(name)));
  }

  /** The names, such as {@code a.txt, b.xmp, c.pdf, ...}; line feeds do not break the line. */
  public String shown() {
    StringBuilder shown = new StringBuilder();
    for (String name : first) {
      shown.append(shown.isEmpty() ? "" : ", ").append(PhotoNames.printable(name));
    }
    return shown + (count > first.size() ? ", ..." : "");
  }
}
