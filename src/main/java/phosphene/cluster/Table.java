package phosphene.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Text in columns. */
final class Table {
  private Table() {}

  /** The first row as a header with a rule below it; numbers are aligned to the right. */
  static List<String> lines(List<List<String>> cells) {
    int columns = cells.get(0).size();
    int[] widths = new int[columns];
    boolean[] numeric = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      numeric[c] = cells.size() > 1;
      for (int r = 0; r < cells.size(); r++) {
        String cell = cells.get(r).get(c);
        widths[c] = Math.max(widths[c], cell.length());
        numeric[c] &= r == 0 || cell.matches("-?[0-9.,Ee+-]+|null|NaN");
      }
    }
    List<String> lines = new ArrayList<>();
    for (int r = 0; r < cells.size(); r++) {
      lines.add(line(cells.get(r), widths, numeric));
      if (r == 0) {
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
          rule.add("-".repeat(width));
        }
        lines.add(line(rule, widths, numeric));
      }
    }
    return lines;
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
    return values.stream().map(Table::cell).collect(Collectors.joining(", ", before, after));
  }

  private static String line(List<String> cells, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String gap = " ".repeat(widths[c] - cells.get(c).length());
      line.append(numeric[c] ? gap + cells.get(c) : cells.get(c) + gap).append("  ");
    }
    return line.toString().stripTrailing();
  }
}
