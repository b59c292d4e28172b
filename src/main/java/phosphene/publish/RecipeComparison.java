package phosphene.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import phosphene.gallery.index.TileRow;

/**
 * Tiles of the same units by several recipes.
 *
 * @param recipes by their names, the one that the others are measured by first
 * @param rows of all tiles; their renderings have the names of the recipes
 * @param flop floating point operations of all tiles of each recipe
 */
public record RecipeComparison(List<String> recipes, List<TileRow> rows, Map<String, Double> flop) {
  public RecipeComparison {
    recipes = List.copyOf(recipes);
    rows =
        rows.stream()
            .sorted(Comparator.comparingInt(TileRow::layerIndex).thenComparingInt(TileRow::channel))
            .toList();
    flop = Map.copyOf(flop);
  }

  /** The figures of each recipe, in their order. */
  public List<RecipeFigures> figures() {
    Map<String, Double> first =
        of(recipes.get(0)).stream()
            .collect(
                Collectors.toMap(
                    RecipeFigures::unit, row -> Objects.requireNonNullElse(row.scoreEnd(), 0.0)));
    return recipes.stream()
        .map(recipe -> RecipeFigures.of(recipe, of(recipe), first, flop.getOrDefault(recipe, 0.0)))
        .toList();
  }

  private List<TileRow> of(String recipe) {
    return rows.stream().filter(row -> row.rendering().equals(recipe)).toList();
  }

  /** The tiles of each unit, by recipe. */
  Map<String, Map<String, TileRow>> units() {
    Map<String, Map<String, TileRow>> units = new LinkedHashMap<>();
    for (TileRow row : rows) {
      units
          .computeIfAbsent(RecipeFigures.unit(row), any -> new TreeMap<>())
          .put(row.rendering(), row);
    }
    return units;
  }

  /** A column of the table. */
  record Column(String title, Function<RecipeFigures, String> value) {}

  /** The columns, those of classes only where there are classes. */
  List<Column> columns() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                new Column("recipe", RecipeFigures::recipe),
                new Column("tiles", some -> Integer.toString(some.tiles())),
                new Column("score", some -> text("%.2f", some.relative())),
                new Column("high freq.", some -> text("%.3f", some.highFrequencies())),
                new Column("border", some -> text("%.2f", some.border())),
                new Column("clipped", some -> percent(some.clipped())),
                new Column("seconds", some -> text("%.1f", some.seconds())),
                new Column(
                    "TFLOP", some -> String.format(Locale.ROOT, "%.3f", some.flop() / 1e12))));
    if (figures().stream().anyMatch(some -> some.recognized().isPresent())) {
      columns.add(new Column("recognized", some -> percent(some.recognized())));
    }
    if (figures().stream().anyMatch(some -> some.transfer().isPresent())) {
      columns.add(new Column("transfer", some -> percent(some.transfer())));
    }
    return columns;
  }

  private static String text(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent()
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble())
        : "-";
  }

  /** The table as lines of text. */
  public List<String> lines() {
    List<Column> columns = columns();
    List<RecipeFigures> figures = figures();
    List<StringBuilder> lines = new ArrayList<>();
    for (int i = 0; i <= figures.size(); i++) {
      lines.add(new StringBuilder());
    }
    for (int c = 0; c < columns.size(); c++) {
      Column column = columns.get(c);
      List<String> cells = new ArrayList<>(List.of(column.title()));
      figures.forEach(some -> cells.add(column.value().apply(some)));
      int width = cells.stream().mapToInt(String::length).max().orElse(0);
      String format = c == 0 ? "%-" + width + "s" : "  %" + width + "s";
      for (int i = 0; i < cells.size(); i++) {
        lines.get(i).append(String.format(Locale.ROOT, format, cells.get(i)));
      }
    }
    return lines.stream().map(StringBuilder::toString).toList();
  }
}
