package phosphene.cluster;

import java.io.FileNotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.store.ObjectStore;

/** The index of a gallery as Spark reads it: of each table the last row of each thing. */
public record IndexView(Cluster cluster, ObjectStore store) {
  // Spark takes a path for a pattern unless this is false, as for the places of its own tables.
  private static final String GLOBS = "__globPaths__";

  /** A table; empty if the gallery has none. */
  public Optional<Dataset<Row>> find(IndexTable<?> table) {
    if (store.list(table.folder()).isEmpty()) {
      return Optional.empty();
    }
    String raw = name(table);
    LaterColumns.added(files(cluster, store, table), table).createOrReplaceTempView(raw);
    // An image that failed and was then rendered has two rows in the files.
    String sql =
        String.format(
            Locale.ROOT,
            "SELECT * EXCEPT (phosphene_rank, phosphene_edition) FROM (SELECT *, row_number() OVER"
                + " (PARTITION BY %s ORDER BY %s) AS phosphene_rank, %s AS phosphene_edition FROM"
                + " %s) WHERE phosphene_rank = 1 AND phosphene_edition",
            String.join(", ", table.identity()),
            descending(table),
            table.edition().map(edition -> last(table, edition)).orElse("true"),
            raw);
    return Optional.of(cluster.session().sql(sql));
  }

  /** All rows of a table that the gallery has. */
  public static Dataset<Row> files(Cluster cluster, ObjectStore store, IndexTable<?> table) {
    return cluster
        .session()
        .read()
        .option(GLOBS, "false")
        .option("mergeSchema", "true") // files of earlier versions lack later columns
        .parquet(store.uri() + "/" + table.folder());
  }

  /** True if a file was not there any more that had been listed. */
  public static boolean fileVanished(Exception problem) {
    return ExceptionUtils.getThrowableList(problem).stream()
        .anyMatch(
            cause ->
                cause instanceof FileNotFoundException
                    || (cause instanceof SparkThrowable known
                        && "FAILED_READ_FILE.FILE_NOT_EXIST".equals(known.getCondition())));
  }

  private static String descending(IndexTable<?> table) {
    return String.join(", ", table.order().stream().map(sql -> "(" + sql + ") DESC").toList());
  }

  /**
   * By what rows of one thing are sorted, the one that counts first.
   *
   * @param then what sorts rows that are equally late
   */
  public static Column[] lastFirst(IndexTable<?> table, Column... then) {
    Stream<Column> order = table.order().stream().map(sql -> functions.expr(sql).desc());
    return Stream.concat(order, Arrays.stream(then)).toArray(Column[]::new);
  }

  /** Whether a row is of its thing's last edition. */
  private static String last(IndexTable<?> table, IndexTable.Edition edition) {
    return String.format(
        Locale.ROOT,
        "%2$s = first_value(%2$s) OVER (PARTITION BY %1$s ORDER BY %3$s)",
        edition.whole(),
        edition.column(),
        descending(table));
  }

  /** All rows of a table that was found. */
  public Dataset<Row> raw(IndexTable<?> table) {
    return cluster.session().table(name(table));
  }

  private static String name(IndexTable<?> table) {
    return "phosphene_" + table.name();
  }

  /**
   * Makes each of the tables that the gallery has a view of its name, of the files that it has now.
   */
  public void publish(List<IndexTable<?>> tables) {
    try {
      views(tables);
    } catch (Exception e) { // Scala's checked exceptions are not declared
      if (!fileVanished(e)) {
        throw e;
      }
      views(tables); // a job that writes has put files together
    }
  }

  private void views(List<IndexTable<?>> tables) {
    for (IndexTable<?> table : tables) {
      find(table).ifPresent(rows -> rows.createOrReplaceTempView(table.name()));
    }
  }
}
