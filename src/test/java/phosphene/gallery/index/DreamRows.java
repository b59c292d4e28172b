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
    return with(row, format, decoder, row.bytes(), row.sha256());
  }

  /** A row with another image. */
  public static DreamRow drawn(DreamRow row, long bytes, String sha256) {
    return with(row, row.photoFormat(), row.photoDecoder(), bytes, sha256);
  }

  private static DreamRow with(
      DreamRow row,
      @Nullable String format,
      @Nullable Integer decoder,
      @Nullable Long bytes,
      @Nullable String sha256) {
    return new DreamRow(
        row.key(),
        row.network(),
        row.networkSha256(),
        row.photo(),
        row.photoSha256(),
        row.photoBytes(),
        row.photoModified(),
        row.pixelLimit(),
        format,
        decoder,
        row.width(),
        row.height(),
        row.mix(),
        row.recipe(),
        row.recipeSha256(),
        row.seed(),
        row.status(),
        row.reason(),
        row.message(),
        row.notes(),
        row.scoreStart(),
        row.scoreEnd(),
        row.path(),
        bytes,
        sha256,
        row.seconds(),
        row.engine(),
        row.device(),
        row.version(),
        row.renderedAt(),
        row.checkedAt(),
        row.generation(),
        row.sequence());
  }
}
