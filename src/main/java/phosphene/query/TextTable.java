package phosphene.query;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Text in columns, which grow with what they hold; numbers are aligned to the right. */
final class TextTable {
  private final List<String> columns;
  private final int[] widths;
  private final boolean[] numeric;

  private TextTable(List<String> columns) {
    this.columns = columns;
    widths = columns.stream().mapToInt(String::length).toArray();
    numeric = new boolean[widths.length];
  }

  /** A table with room for {@code rows}, whose first rows say which columns are of numbers. */
  static TextTable of(List<String> columns, List<List<String>> rows) {
    TextTable table = new TextTable(columns);
    for (int c = 0; c < table.numeric.length; c++) {
      int column = c;
      table.numeric[c] =
          !rows.isEmpty()
              && rows.stream().allMatch(row -> row.get(column).matches("-?[0-9.,Ee+-]+|null|NaN"));
    }
    table.widen(rows);
    return table;
  }

  private void widen(List<List<String>> rows) {
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
  }

  /** The names of the columns and a rule below them. */
  List<String> header() {
    List<String> rule = Arrays.stream(widths).mapToObj("-"::repeat).toList();
    return List.of(line(columns), line(rule));
  }

  /** A line a row; columns that are too narrow grow. */
  List<String> lines(List<List<String>> rows) {
    widen(rows);
    return rows.stream().map(this::line).toList();
  }

  /** A value of Spark's as Spark's own tables write it: {@code [{conv1, 3, 0.5}, ...]}. */
  static String cell(@Nullable Object value) {
    if (value instanceof scala.collection.Seq<?> list) {
      return joined("[", CollectionConverters.asJava(list), "]");
    }
    if (value instanceof Row struct) {
      return joined("{", CollectionConverters.asJava(struct.toSeq()), "}");
    }
    return String.valueOf(value);
  }

  private static String joined(String before, List<?> values, String after) {
    return values.stream().map(TextTable::cell).collect(Collectors.joining(", ", before, after));
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String gap = " ".repeat(widths[c] - cells.get(c).length());
      line.append(numeric[c] ? gap + cells.get(c) : cells.get(c) + gap).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
