package phosphene.gallery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Rows of a gallery's table of dreams, read without Spark. */
public final class DreamRows {
  private DreamRows() {}

  /** Every row of every file. */
  public static List<DreamRow> of(Path gallery) {
    List<DreamRow> rows = new ArrayList<>();
    IndexTable.DREAMS.each(
        HadoopStore.open(gallery.toString(), new Configuration()), DreamRow.class, rows::add);
    return rows;
  }
}
