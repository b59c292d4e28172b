package phosphene.cli;

import java.util.Map;

/**
 * TODO-RENAME: what documents say already and the program does not yet. To be deleted, with its
 * uses, when the words of the program have changed.
 */
final class RenamedWords {
  /** Names of keys, columns and tables, new to old. */
  private static final Map<String, String> NAMES =
      Map.of(
          "dataset", "natural",
          "dataset_max", "natural_max",
          "dataset_ratio", "natural_ratio",
          "retry", "rung");

  private RenamedWords() {}

  /** A key or column. */
  static String name(String name) {
    return NAMES.getOrDefault(name, name);
  }

  /** A table of the index. */
  static String table(String table) {
    return table.equals("units") ? "natural" : table;
  }

  /** A command or a name of an object. */
  static String text(String text) {
    return text.replace("dataset_max", "natural_max")
        .replace("dataset_ratio", "natural_ratio")
        .replace("dataset=", "natural=")
        .replace("FROM units", "FROM natural")
        .replace("index/units/", "index/natural/")
        .replace("units.json", "natural.json");
  }
}
