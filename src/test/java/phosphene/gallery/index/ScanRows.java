package phosphene.gallery.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;

/** Rows of a gallery's tables of scans and of units, read without Spark. */
public final class ScanRows {
  private ScanRows() {}

  /** Every row of every file. */
  public static List<ScanRow> of(Path gallery) {
    List<ScanRow> rows = new ArrayList<>();
    ScanRow.TABLE.each(store(gallery), ScanRow.class, rows::add);
    return rows;
  }

  /** The rows of all units. */
  public static List<UnitRow> units(Path gallery) {
    UnitsTable table = new UnitsTable(store(gallery));
    return table.rows(table.contents().orElseThrow());
  }

  /** Puts other rows in the place of the rows that are there, as if another version wrote them. */
  public static void replace(Path gallery, UnaryOperator<ScanRow> change) {
    List<ScanRow> rows = of(gallery).stream().map(change).toList();
    ScanRow.TABLE.files(store(gallery)).forEach(store(gallery)::delete);
    store(gallery).write("index/scans/part-0.parquet", ScanRow.TABLE.parquet(rows));
  }

  /** A row whose photo was read by another decoder. */
  public static ScanRow by(ScanRow row, @Nullable String format, @Nullable Integer decoder) {
    return like(row).set("photoFormat", format).set("photoDecoder", decoder).make();
  }

  /** A row with other figures. */
  public static ScanRow with(ScanRow row, List<ScanRow.Units> units) {
    return like(row).set("units", units).make();
  }

  private static RowMaker<ScanRow> like(ScanRow row) {
    return RowMaker.like(row).order(row.generation(), row.sequence());
  }

  private static ObjectStore store(Path gallery) {
    return HadoopStore.open(gallery.toString(), new Configuration());
  }
}
