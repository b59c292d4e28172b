package phosphene.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import phosphene.cluster.ListingSummary.Names;
import phosphene.gallery.Findings;
import phosphene.gallery.IndexTable;
import phosphene.gallery.TileRow;

/** Notes of a verification on last rows that have no picture: how many they are, and the first. */
final class UndrawnNotes {
  // Tiles tell their reason and the message in one column.
  private static final String REASON = "concat(' (', substring_index(reason, ':', 1), ')')";

  private UndrawnNotes() {}

  /** Notes what failed, and files that are no photos. */
  static void look(Books books, Findings findings) {
    if (books.count(TileRow.FAILED) + books.count(TileRow.SKIPPED) == 0) {
      return;
    }
    for (IndexTable<?> table : IndexTable.OF_OBJECTS) {
      Optional<Dataset<Row>> rows = books.table(table);
      rows.ifPresent(
          all -> {
            note(of(all, TileRow.FAILED, what(table) + " || " + REASON), "Failed: ", findings);
            note(
                of(all, TileRow.SKIPPED, what(table)),
                "Skipped, as they are no photos: ",
                findings);
          });
    }
  }

  /** What people call the thing of a row, as SQL. */
  private static String what(IndexTable<?> table) {
    if (table.equals(IndexTable.TILES)) {
      return "concat(layer, '/', channel)";
    }
    return table.equals(IndexTable.FRAMES) ? "concat(flight, ' frame ', frame)" : "photo";
  }

  private static Names of(Dataset<Row> rows, String status, String what) {
    Dataset<String> names =
        rows.where(col("status").equalTo(status))
            .select(expr(what).as("value"))
            .distinct()
            .as(Encoders.STRING());
    return new Names(names.count(), names.sort("value").limit(Names.MOST).collectAsList());
  }

  private static void note(Names names, String word, Findings findings) {
    if (names.count() > 0) {
      findings.note(word + names.shown());
    }
  }
}
