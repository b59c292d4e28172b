package phosphene.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import phosphene.gallery.index.IndexTable;

/**
 * A statement that asks which tables a gallery has ({@code SHOW TABLES}) or which columns one of
 * them has ({@code DESCRIBE tiles}, {@code SHOW COLUMNS IN tiles}).
 *
 * @param table whose columns are asked for; empty if all tables are
 */
record CatalogStatement(Optional<String> table) {
  private static final Pattern TABLES = Pattern.compile("(?i)show\\s+(?:tables|views)");
  private static final Pattern COLUMNS =
      Pattern.compile(
          "(?i)(?:desc(?:ribe)?(?:\\s+table)?(?:\\s+extended)?|show\\s+columns\\s+(?:from|in))"
              + "\\s+`?(\\w+)`?");

  /** What {@code sql} asks for, if it is such a statement. */
  static Optional<CatalogStatement> of(String sql) {
    if (TABLES.matcher(sql).matches()) {
      return Optional.of(new CatalogStatement(Optional.empty()));
    }
    Matcher columns = COLUMNS.matcher(sql);
    return columns.matches()
        ? Optional.of(new CatalogStatement(Optional.of(columns.group(1))))
        : Optional.empty();
  }

  /**
   * The names and what stands in their rows, or the columns and their types.
   *
   * @param known the tables that an index may have
   */
  Dataset<Row> answer(SparkSession session, List<IndexTable<?>> known) {
    return table.map(name -> columns(session, name)).orElseGet(() -> tables(session, known));
  }

  private static Dataset<Row> tables(SparkSession session, List<IndexTable<?>> known) {
    List<Row> rows =
        known.stream()
            .filter(some -> session.catalog().tableExists(some.name()))
            .map(some -> RowFactory.create(some.name(), some.about()))
            .toList();
    return session.createDataFrame(rows, texts("table", "row"));
  }

  private static Dataset<Row> columns(SparkSession session, String name) {
    List<Row> rows =
        Arrays.stream(session.table(name).schema().fields())
            .map(field -> RowFactory.create(field.name(), field.dataType().simpleString()))
            .toList();
    return session.createDataFrame(rows, texts("column", "type"));
  }

  private static StructType texts(String first, String second) {
    return new StructType().add(first, DataTypes.StringType).add(second, DataTypes.StringType);
  }
}
