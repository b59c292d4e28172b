package phosphene.job.photos;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import phosphene.cluster.Cluster;
import phosphene.gallery.store.PhotoCollection;
import phosphene.job.run.FirstNames;

/**
 * What a collection holds, and what of its images is missing: the listing less what the index says.
 * A photo whose path, size and time of change are those of a row is not opened. All of it stays
 * with Spark; the driver has the totals.
 */
public final class WorkPlan implements AutoCloseable {
  private static final StructType MIX =
      new StructType()
          .add("mix", DataTypes.StringType, false)
          .add("flop_a_photo", DataTypes.DoubleType, false)
          .add("flop_a_pixel", DataTypes.DoubleType, false);
  private static final Column MISSING = col("settled").equalTo(false);
  private static final Column SKIPPED = col("settled").and(col("skipped"));

  /**
   * What was found.
   *
   * @param files that were listed as photos
   * @param photos of these, as far as known: an earlier run may have found that some are no photos
   * @param pixels of all photos, about
   * @param largest pixels of the largest photo, about; at most what the job allows
   * @param images that the job asks for
   * @param missing those that the index does not hold; for a photo that was touched, they may turn
   *     out to be there
   * @param flop of the missing ones, about
   * @param failed dreams that failed before for a reason that is still there
   * @param redone of the missing ones those that the index holds, read by an older decoder
   * @param locked folders that could not be listed
   */
  public record Totals(
      long files,
      long photos,
      long bytes,
      double pixels,
      double largest,
      long images,
      long missing,
      double flop,
      long failed,
      long redone,
      long locked) {}

  /**
   * Floating point operations of an image.
   *
   * @param photo for each photo, whatever its size
   * @param pixel for each of its pixels
   */
  public record Price(double photo, double pixel) {}

  /**
   * What a job makes of each photo.
   *
   * @param prices by the names of the mixes
   * @param many what images are called, such as {@code dreams}
   */
  public record Wanted(Map<String, Price> prices, String many) {}

  private final CollectionListing listing;
  private final Dataset<Row> files;
  private final Checked checked;
  private final Totals totals;
  private final List<String> warnings;

  private WorkPlan(
      CollectionListing listing,
      Dataset<Row> files,
      Checked checked,
      Totals totals,
      List<String> warnings) {
    this.listing = listing;
    this.files = files;
    this.checked = checked;
    this.totals = totals;
    this.warnings = warnings;
  }

  /**
   * Lists a collection and compares it with an index.
   *
   * @param known the last row of each image; empty for a new gallery
   */
  public static WorkPlan of(
      PhotoCollection.Place place,
      Cluster cluster,
      Wanted wanted,
      Optional<Dataset<Row>> known,
      ResumeCheck resumeCheck) {
    CollectionListing listing = CollectionListing.of(place, cluster);
    Dataset<Row> files = listing.files().persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> all = files.crossJoin(broadcast(asked(wanted.prices(), cluster)));
    Dataset<Row> kept =
        known
            .map(rows -> resumeCheck.of(all, rows))
            .orElseGet(() -> ResumeCheck.fresh(all))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> checked = priced(kept, wanted, place);
    ListingSummary summary = listing.summary();
    FirstNames skipped =
        known.isEmpty()
            ? FirstNames.NONE
            : names(checked.where(SKIPPED).select("photo").distinct());
    WorkPlanNotes notes = new WorkPlanNotes();
    notes.locked(summary);
    notes.leftOut(summary.noPhotos().with(skipped), summary.folders());
    notes.otherCase(summary.otherCase());
    known.ifPresent(
        rows ->
            notes.removed(
                names(RemovedPhotos.of(rows, files, place.filter(), summary)), wanted.many()));
    Totals totals = totals(checked, wanted, skipped.count(), summary, resumeCheck);
    return new WorkPlan(listing, files, new Checked(kept, checked), totals, notes.lines());
  }

  /** Adds operations: by the pixels that a photo is known to have, or about so. */
  private static Dataset<Row> priced(
      Dataset<Row> kept, Wanted wanted, PhotoCollection.Place place) {
    Dataset<Row> unread = kept.where(first(wanted).and(MISSING).and(col("known_pixels").isNull()));
    Column about = col("pixels").multiply(PixelEstimate.factor(unread, place));
    return kept.withColumn("pixels", coalesce(col("known_pixels"), about))
        .withColumn("flop", col("pixels").multiply(col("flop_a_pixel")).plus(col("flop_a_photo")));
  }

  /** Whether a row is the first one of its photo. */
  private static Column first(Wanted wanted) {
    return col("mix").equalTo(wanted.prices().keySet().iterator().next());
  }

  /**
   * What the index says of images.
   *
   * @param kept in memory
   * @param rows that follow from these
   */
  private record Checked(Dataset<Row> kept, Dataset<Row> rows) {}

  private static Totals totals(
      Dataset<Row> checked,
      Wanted wanted,
      long skipped,
      ListingSummary summary,
      ResumeCheck resumeCheck) {
    Dataset<Row> meant = checked.where(SKIPPED.equalTo(false));
    Row photos =
        meant
            .where(first(wanted))
            .agg(count(col("photo")), total("bytes"), total("pixels"), most("pixels"))
            .first();
    Row dreams =
        meant
            .agg(
                count(col("mix")),
                count(when(MISSING, col("mix"))),
                coalesce(sum(when(MISSING, col("flop"))), lit(0.0)),
                count(when(col("settled").and(col("failed")), col("mix"))),
                count(when(col("redone"), col("mix"))))
            .first();
    return new Totals(
        photos.getLong(0) + skipped,
        photos.getLong(0),
        (long) photos.getDouble(1),
        photos.getDouble(2),
        Math.min((double) resumeCheck.pixelLimit(), photos.getDouble(3)),
        dreams.getLong(0),
        dreams.getLong(1),
        dreams.getDouble(2),
        dreams.getLong(3),
        dreams.getLong(4),
        summary.locked());
  }

  private static Dataset<Row> asked(Map<String, Price> prices, Cluster cluster) {
    List<Row> rows =
        prices.entrySet().stream()
            .map(
                entry ->
                    RowFactory.create(
                        entry.getKey(), entry.getValue().photo(), entry.getValue().pixel()))
            .toList();
    return cluster.session().createDataFrame(rows, MIX);
  }

  private static Column total(String column) {
    return coalesce(sum(col(column)).cast(DataTypes.DoubleType), lit(0.0));
  }

  private static Column most(String column) {
    return coalesce(max(col(column)).cast(DataTypes.DoubleType), lit(0.0));
  }

  /** How many photos, and the names of the first few. */
  private static FirstNames names(Dataset<Row> photos) {
    Dataset<Row> kept = photos.persist(StorageLevel.MEMORY_AND_DISK());
    long count = kept.count();
    List<String> first =
        count == 0
            ? List.of()
            : kept.orderBy("photo").takeAsList(FirstNames.MOST).stream()
                .map(row -> row.getString(0))
                .toList();
    kept.unpersist();
    return new FirstNames(count, first);
  }

  public Totals totals() {
    return totals;
  }

  /** What a person should know of, a line each: what was left out, and what cannot be listed. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The missing dreams: {@code photo}, {@code bytes}, {@code modified}, {@code mix}, {@code flop},
   * and {@code old}, the row of a photo that was touched, if there is one.
   */
  public Dataset<Row> missing() {
    return checked.rows().where(MISSING);
  }

  /** The photos that are there, by {@code photo}. */
  public Dataset<Row> photos() {
    return files;
  }

  /** Hands back the memory. */
  @Override
  public void close() {
    checked.kept().unpersist();
    files.unpersist();
    listing.close();
  }
}
