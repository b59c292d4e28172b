package phosphene.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names that someone who wrote another may have meant. */
public final class Nearest {
  private Nearest() {}

  /** The name that differs from {@code word} in at most a third of its letters, but at least 1. */
  public static Optional<String> to(String word, List<String> names) {
    return three(word, names).stream()
        .findFirst()
        .filter(name -> distance(word, name) <= Math.max(1, word.length() / 3));
  }

  /** {@code " (did you mean x?)"} with the nearest of {@code names}, empty if none is near. */
  public static String suggestion(String word, List<String> names) {
    return to(word, names).map(name -> " (did you mean " + name + "?)").orElse("");
  }

  /** The three nearest of {@code names}, or all if there are fewer, the nearest first. */
  static List<String> three(String word, List<String> names) {
    return names.stream()
        .distinct()
        .sorted(Comparator.comparingInt(name -> distance(word, name)))
        .limit(3)
        .toList();
  }

  /** Letters to insert, delete or replace (Levenshtein, 1966), whatever their case. */
  private static int distance(String left, String right) {
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
    return row[b.length()];
  }
}
