package phosphene.job.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.PhotoCollection.Found;
import phosphene.gallery.store.PhotoFilter;
import phosphene.gallery.store.PhotoMatcher;

/** Photos with images that a listing would show if they were still there. */
final class RemovedPhotos {
  private RemovedPhotos() {}

  /**
   * Photos of an index that a listing lacks.
   *
   * @param known the last row of each image
   * @param files what was listed, by {@code photo}
   * @param filter of the listing: what it leaves out does not count as removed
   * @param listing says which folders could not be listed
   */
  static Dataset<Row> of(
      Dataset<Row> known, Dataset<Row> files, PhotoFilter filter, ListingSummary listing) {
    Column listed = lit(true);
    for (Found.Locked folder : listing.someLocked()) {
      String below = folder.path().isEmpty() ? "" : folder.path() + "/";
      listed = listed.and(col("photo").startsWith(below).equalTo(false));
    }
    return known
        .where(col("status").equalTo(TileRow.RENDERED))
        .select("photo")
        .distinct()
        .where(listed)
        .join(files.select("photo"), "photo", "left_anti")
        .filter(new Meant(filter));
  }

  /** Whether a photo is one that the job means. */
  private static final class Meant implements FilterFunction<Row> {
    private static final long serialVersionUID = 1;

    private final PhotoFilter filter;
    private transient @Nullable PhotoMatcher matcher;

    Meant(PhotoFilter filter) {
      this.filter = filter;
    }

    @Override
    public boolean call(Row row) {
      PhotoMatcher ready = matcher == null ? new PhotoMatcher(filter) : matcher;
      matcher = ready;
      return ready.means(row.getString(0));
    }
  }
}
