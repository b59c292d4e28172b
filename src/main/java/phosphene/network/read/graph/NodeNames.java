package phosphene.network.read.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import phosphene.network.Architecture;

/**
 * Names of nodes that can be part of a path in any store: letters, digits, dots, dashes and
 * underscores, with slashes between the parts of a nested model.
 */
final class NodeNames {
  private static final int LONGEST = 120;

  private final Set<String> taken = new HashSet<>(Set.of(Architecture.INPUT));
  private final Map<String, Integer> next = new HashMap<>();

  /** A clean name that was not given before; names that differ in case only count as one. */
  String unique(String wanted) {
    String clean = clean(wanted);
    String name = clean;
    while (!taken.add(name.toLowerCase(Locale.ROOT))) {
      name = clean + "_" + next.merge(clean.toLowerCase(Locale.ROOT), 2, (last, two) -> last + 1);
    }
    return name;
  }

  private static String clean(String wanted) {
    StringBuilder clean = new StringBuilder();
    String end = wanted.substring(Math.max(0, wanted.length() - LONGEST));
    for (String part : end.split("/", -1)) {
      String letters = part.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^\\.+|\\.+$", "");
      if (!letters.isEmpty()) {
        clean.append(clean.isEmpty() ? "" : "/").append(letters);
      }
    }
    return clean.isEmpty() ? "layer" : clean.toString();
  }
}
