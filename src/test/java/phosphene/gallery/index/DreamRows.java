package phosphene.gallery.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;

/** Rows of a gallery's table of dreams, read without Spark. */
public final class DreamRows {
  private DreamRows() {}

  /** Every row of every file. */
  public static List<DreamRow> of(Path gallery) {
    List<DreamRow> rows = new ArrayList<>();
    DreamRow.TABLE.each(
        HadoopStore.open(gallery.toString(), new Configuration()), DreamRow.class, rows::add);
    return rows;
  }

  /** Puts other rows in the place of the rows that are there, as if another version wrote them. */
  public static void replace(Path gallery, UnaryOperator<DreamRow> change) {
    ObjectStore store = HadoopStore.open(gallery.toString(), new Configuration());
    List<DreamRow> rows = of(gallery).stream().map(change).toList();
    DreamRow.TABLE.files(store).forEach(store::delete);
    store.write("index/dreams/part-0.parquet", DreamRow.TABLE.parquet(rows));
  }

  /** A row whose photo was read by another decoder, or by one that said nothing of itself. */
  public static DreamRow by(DreamRow row, @Nullable String format, @Nullable Integer decoder) {
    return like(row).set("photoFormat", format).set("photoDecoder", decoder).make();
  }

  /** A row with another image. */
  public static DreamRow drawn(DreamRow row, long bytes, String sha256) {
    return like(row).set("bytes", bytes).set("sha256", sha256).make();
  }

  private static RowMaker<DreamRow> like(DreamRow row) {
    return RowMaker.like(row).order(row.generation(), row.sequence());
  }
}
