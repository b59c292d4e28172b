package phosphene.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Rows as comma-separated values (RFC 4180), the names of the columns first. NULL is empty, an
 * empty text is {@code ""}, and arrays and structs are JSON.
 */
final class CsvLines implements Iterator<String> {
  private final Iterator<Row> rows;
  private final String header;
  private boolean begun;

  CsvLines(Dataset<Row> rows, Supplier<Dataset<Row>> again) {
    this.header = Arrays.stream(rows.columns()).map(CsvLines::cell).collect(joining());
    this.rows = new RowIterator<>(flat(rows), () -> flat(again.get()));
  }

  /** Names of columns may be equal, so they get others first. */
  private static Dataset<Row> flat(Dataset<Row> rows) {
    int columns = rows.columns().length;
    Dataset<Row> numbered =
        rows.toDF(IntStream.range(0, columns).mapToObj(c -> "c" + c).toArray(String[]::new));
    List<Column> texts = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      Column column = numbered.col("c" + c);
      boolean nested = nested(numbered.schema().fields()[c].dataType());
      texts.add(nested ? functions.to_json(column) : column);
    }
    return numbered.select(texts.toArray(Column[]::new));
  }

  private static boolean nested(DataType type) {
    return type instanceof ArrayType || type instanceof StructType || type instanceof MapType;
  }

  @Override
  public boolean hasNext() {
    return !begun || rows.hasNext();
  }

  @Override
  public String next() {
    if (!begun) {
      begun = true;
      return header;
    }
    Row row = rows.next();
    return IntStream.range(0, row.length()).mapToObj(c -> cell(row.get(c))).collect(joining());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(",");
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    boolean plain = !text.isEmpty() && text.chars().noneMatch(sign -> "\",\r\n".indexOf(sign) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
