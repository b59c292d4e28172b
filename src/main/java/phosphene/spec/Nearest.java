package phosphene.spec;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The names that someone who wrote another may have meant. */
public final class Nearest {
  // More digits are no number of a layer.
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Nearest() {}

  /** The name that differs from {@code word} in at most a third of its letters, but at least 1. */
  public static Optional<String> to(String word, List<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(word, name)))
        .filter(name -> distance(word, name) <= Math.max(1, word.length() / 3));
  }

  /** {@code " (did you mean x?)"} with the nearest of {@code names}, empty if none is near. */
  public static String suggestion(String word, List<String> names) {
    return to(word, names).map(name -> " (did you mean " + name + "?)").orElse("");
  }

  /**
   * The three nearest of {@code names}, or all if there are fewer, the nearest first: those that
   * hold it or begin most like it, then those with the nearest numbers, then the first.
   */
  static List<String> three(String word, List<String> names) {
    return names.stream()
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(name -> unlike(word, name))
                .thenComparingLong(name -> apart(numbers(word), numbers(name))))
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
   * Letters to insert, delete or replace (Levenshtein, 1966), whatever their case, to make of
   * {@code left} the first 0, 1, ... letters of {@code right}.
   */
  private static int[] distances(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row;
  }
}
