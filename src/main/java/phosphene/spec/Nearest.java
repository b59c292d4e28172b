package phosphene.spec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The known names nearest to a name that is not known. */
public final class Nearest {
  // More digits are no number of a layer.
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Nearest() {}

  /**
   * The name that differs from {@code word} in at most a third of its letters, but at least 1; of
   * several that differ as much, the one with the nearest numbers.
   */
  public static Optional<String> to(String word, List<String> names) {
    return names.stream()
        .filter(name -> distance(word, name) <= slips(word))
        .min(
            Comparator.<String>comparingInt(name -> distance(word, name))
                .thenComparingLong(name -> apart(numbers(word), numbers(name))));
  }

  /** How many letters of a word may be wrong. */
  private static int slips(String word) {
    return Math.max(1, word.length() / 3);
  }

  /** {@code " (did you mean x?)"} with the nearest of {@code names}, empty if none is near. */
  public static String suggestion(String word, List<String> names) {
    return to(word, names).map(name -> " (did you mean " + name + "?)").orElse("");
  }

  /**
   * The three nearest of {@code names}, or all if there are fewer, the nearest first: those that
   * hold it or begin most like it; of these the ones with the nearest numbers; of these the whole
   * names that a slip or two makes of it; then the first.
   */
  static List<String> three(String word, List<String> names) {
    return names.stream()
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(name -> unlike(word, name))
                .thenComparingLong(name -> apart(numbers(word), numbers(name)))
                .thenComparingInt(name -> Math.min(distance(word, name), slips(word) + 1)))
        .limit(3)
        .toList();
  }

  private static int unlike(String word, String name) {
    return name.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))
        ? 0
        : Arrays.stream(distances(word, name)).min().orElseThrow();
  }

  private static List<Long> numbers(String text) {
    return NUMBER.matcher(text).results().map(found -> Long.parseLong(found.group())).toList();
  }

  /** How far the numbers that both have are from each other. */
  private static long apart(List<Long> left, List<Long> right) {
    return IntStream.range(0, Math.min(left.size(), right.size()))
        .mapToLong(i -> Math.abs(left.get(i) - right.get(i)))
        .sum();
  }

  private static int distance(String left, String right) {
    int[] distances = distances(left, right);
    return distances[distances.length - 1];
  }

  /**
   * Letters to insert, delete, replace (Levenshtein, 1966) or swap with their neighbour (Damerau,
   * 1964), whatever their case, to make of {@code left} the first 0, 1, ... letters of {@code
   * right}.
   */
  private static int[] distances(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : distance(a, b, i, j, rows);
      }
    }
    return rows[a.length()];
  }

  private static int distance(String a, String b, int i, int j, int[][] rows) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int replaced = rows[i - 1][j - 1] + (same ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
