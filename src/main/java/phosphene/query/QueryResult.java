package phosphene.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.image.kind.PhotoNames;

/**
 * The rows that answer a query. They come from Spark a partition at a time, so a result of any
 * length needs no more memory than its largest partition. Each iterator asks Spark anew, and throws
 * {@link phosphene.spec.SpecException} at the row whose values the query has no answer for.
 */
public final class QueryResult {
  private final Dataset<Row> rows;
  private final Supplier<Dataset<Row>> again;

  private QueryResult(Dataset<Row> rows, Supplier<Dataset<Row>> again) {
    this.rows = rows;
    this.again = again;
  }

  /**
   * The rows that answer a query.
   *
   * @param again the same of files that are listed anew
   */
  static QueryResult of(Dataset<Row> rows, Supplier<Dataset<Row>> again) {
    return new QueryResult(rows, again);
  }

  /** The names of the columns. */
  public List<String> columns() {
    return Arrays.asList(rows.columns());
  }

  /** The values of each row, as Spark has them. */
  Iterator<Row> rows() {
    return new RowIterator<>(rows, again);
  }

  /** Each row as an object of JSON. */
  public Iterator<String> json() {
    return new RowIterator<>(rows.toJSON(), () -> again.get().toJSON());
  }

  /** Each row as comma-separated values, after the names of the columns. */
  public Iterator<String> csv() {
    return new CsvLines(rows, again);
  }

  /** The values of each row as text, such as {@code [{conv1, 3, 0.5}]}. */
  public Iterator<List<String>> cells() {
    Iterator<Row> each = rows();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public List<String> next() {
        return texts(each.next());
      }
    };
  }

  private static List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      texts.add(TextTable.cell(row.get(i)));
    }
    return texts;
  }

  /** The lines of an aligned table with a header; what would break a line is written out. */
  public Iterator<String> table() {
    Iterator<List<String>> each = cells();
    Iterator<List<String>> shown =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public List<String> next() {
            return each.next().stream().map(PhotoNames::printable).toList();
          }
        };
    return new TableLines(columns(), shown);
  }
}
