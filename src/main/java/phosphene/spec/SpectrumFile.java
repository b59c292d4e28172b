package phosphene.spec;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The file of a {@link NaturalSpectrum.Table}, in YAML. */
public final class SpectrumFile {
  private static final List<String> KEYS = List.of("of", "levels");

  private SpectrumFile() {}

  /**
   * The table of a file.
   *
   * @param name of the file in messages
   */
  static NaturalSpectrum.Table read(String name, String text) {
    Section file = Section.of("", Yaml.read(name, text), KEYS);
    Value levels = file.require("levels");
    if (!(levels instanceof Value.Items items)) {
      throw levels.invalid("levels", "a list of numbers");
    }
    List<Double> numbers =
        items.values().stream().map(item -> Scalars.number("levels", item)).toList();
    return file.make(() -> new NaturalSpectrum.Table(numbers));
  }

  /**
   * The file of a table.
   *
   * @param of what it was measured of, in one line
   */
  public static String text(String of, NaturalSpectrum.Table table) {
    StringBuilder text = new StringBuilder();
    text.append(
        "# The mean magnitude spectrum of images; docs/recipes.md says what the numbers are.\n");
    text.append("of: '").append(of.replace("'", "''")).append("'\nlevels:\n");
    int row = NaturalSpectrum.Table.ANGLES;
    for (int at = 0; at < table.levels().size(); at += row) {
      text.append(at == 0 ? "  [" : "   ");
      text.append(
          table.levels().subList(at, at + row).stream()
              .map(level -> String.format(Locale.ROOT, "%.2f", level))
              .collect(Collectors.joining(", ")));
      text.append(at + row == table.levels().size() ? "]\n" : ",\n");
    }
    return text.toString();
  }
}
