package phosphene.gallery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Rows of a gallery's tables of scans and of units, read without Spark. */
public final class ScanRows {
  private ScanRows() {}

  /** Every row of every file. */
  public static List<ScanRow> of(Path gallery) {
    List<ScanRow> rows = new ArrayList<>();
    IndexTable.SCANS.each(store(gallery), ScanRow.class, rows::add);
    return rows;
  }

  /** The rows of all units. */
  public static List<NaturalRow> natural(Path gallery) {
    NaturalBook book = new NaturalBook(store(gallery));
    return book.rows(book.ledger().orElseThrow());
  }

  private static ObjectStore store(Path gallery) {
    return HadoopStore.open(gallery.toString(), new Configuration());
  }
}
