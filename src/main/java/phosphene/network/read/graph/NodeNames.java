package phosphene.network.read.graph;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import phosphene.network.Architecture;

/**
 * Names of nodes that can be part of a path in any store: letters, digits, dots, dashes and
 * underscores, with slashes between the parts of a nested model.
 */
final class NodeNames {
  private static final int LONGEST = 120;

  private final Set<String> taken = new HashSet<>(Set.of(Architecture.INPUT));

  /** A clean name that was not given before; names that differ in case only count as one. */
  String unique(String wanted) {
    String clean = clean(wanted);
    String name = clean;
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = clean + "_" + i;
    }
    return name;
  }

  private static String clean(String wanted) {
    StringBuilder clean = new StringBuilder();
    for (String part : wanted.split("/", -1)) {
      String letters = part.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^\\.+|\\.+$", "");
      if (!letters.isEmpty()) {
        clean.append(clean.isEmpty() ? "" : "/").append(letters);
      }
    }
    String name = clean.isEmpty() ? "layer" : clean.toString();
    return name.length() <= LONGEST ? name : name.substring(name.length() - LONGEST);
  }
}
