package phosphene.verify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import phosphene.gallery.Findings;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.TileRow;
import phosphene.job.JobKinds;
import phosphene.job.run.FirstNames;

/** Notes of a verification on last rows that have no image: how many they are, and the first. */
final class FailureNotes {
  // Tiles have their reason and the message in one column.
  private static final String REASON = "concat(' (', substring_index(reason, ':', 1), ')')";

  private FailureNotes() {}

  /** Notes what failed, and files that are no photos. */
  static void look(IndexSnapshot snapshot, Findings findings) {
    if (snapshot.count(TileRow.FAILED) + snapshot.count(TileRow.SKIPPED) == 0) {
      return;
    }
    for (IndexTable<?> table : JobKinds.tables()) {
      if (!table.objects().isEmpty()) {
        snapshot.view().find(table).ifPresent(rows -> look(table, rows, findings));
      }
    }
  }

  private static void look(IndexTable<?> table, Dataset<Row> rows, Findings findings) {
    String what = what(table, List.of(rows.columns()));
    note(of(rows, TileRow.FAILED, what + " || " + REASON), "Failed: ", findings);
    note(of(rows, TileRow.SKIPPED, what), "Skipped, as they are no photos: ", findings);
  }

  /** What people call the thing of a row, as SQL. */
  private static String what(IndexTable<?> table, List<String> columns) {
    if (columns.contains("photo")) {
      return "photo";
    }
    if (columns.contains("channel")) {
      return "concat(layer, '/', channel)";
    }
    String first = table.identity().get(0);
    return table.identity().stream()
        .skip(1)
        .map(column -> ", ' " + column + " ', " + column)
        .collect(Collectors.joining("", "concat(" + first, ")"));
  }

  private static FirstNames of(Dataset<Row> rows, String status, String what) {
    Dataset<String> names =
        rows.where(col("status").equalTo(status))
            .select(expr(what).as("value"))
            .distinct()
            .as(Encoders.STRING());
    return new FirstNames(
        names.count(), names.sort("value").limit(FirstNames.MOST).collectAsList());
  }

  private static void note(FirstNames names, String label, Findings findings) {
    if (names.count() > 0) {
      findings.note(label + names.shown());
    }
  }
}
