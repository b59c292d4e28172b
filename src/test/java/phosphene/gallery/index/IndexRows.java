package phosphene.gallery.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.store.HadoopStore;

/** Rows of a gallery's index, read without Spark. */
public final class IndexRows {
  private IndexRows() {}

  /** Every row of every file. */
  public static List<TileRow> of(Path gallery) {
    List<TileRow> rows = new ArrayList<>();
    TileRow.TABLE.each(
        HadoopStore.open(gallery.toString(), new Configuration()), TileRow.class, rows::add);
    return rows;
  }
}
