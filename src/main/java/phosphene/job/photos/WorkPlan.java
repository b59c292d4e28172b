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
 * What a collection holds, and what of its pictures is missing: the listing less what the index
 * says. A photo whose path, size and time of change are those of a row is not opened. All of it
 * stays with Spark; the driver has the totals.
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
   * @param photos of these, as far as it is known: an earlier run may have found that some are none
   * @param pixels of all photos, about
   * @param largest pixels of the largest photo, about; at most what the job allows
   * @param dreams that the job asks for
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
      long dreams,
      long missing,
      double flop,
      long failed,
      long redone,
      long locked) {}

  /**
   * Floating point operations of a picture.
   *
   * @param photo for each photo, whatever its size
   * @param pixel for each of its pixels
   */
  public record Price(double photo, double pixel) {}

  /**
   * What a job makes of each photo.
   *
   * @param prices by the names of the mixes
   * @param many what pictures are called, such as {@code dreams}
   */
  public record Wanted(Map<String, Price> prices, String many) {}

  private final CollectionListing gathering;
  private final Dataset<Row> files;
  private final Judged judged;
  private final Totals totals;
  private final List<String> troubles;

  private WorkPlan(
      CollectionListing gathering,
      Dataset<Row> files,
      Judged judged,
      Totals totals,
      List<String> troubles) {
    this.gathering = gathering;
    this.files = files;
    this.judged = judged;
    this.totals = totals;
    this.troubles = troubles;
  }

  /**
   * Lists a collection and compares it with an index.
   *
   * @param known the last row of each picture; empty for a new gallery
   */
  public static WorkPlan of(
      PhotoCollection.Place place,
      Cluster cluster,
      Wanted wanted,
      Optional<Dataset<Row>> known,
      ResumeCheck judgement) {
    CollectionListing gathering = CollectionListing.of(place, cluster);
    Dataset<Row> files = gathering.files().persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> all = files.crossJoin(broadcast(asked(wanted.prices(), cluster)));
    Dataset<Row> kept =
        known
            .map(rows -> judgement.of(all, rows))
            .orElseGet(() -> ResumeCheck.fresh(all))
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> judged = priced(kept, wanted, place);
    ListingSummary listing = gathering.summary();
    FirstNames skipped =
        known.isEmpty() ? FirstNames.NONE : names(judged.where(SKIPPED).select("photo").distinct());
    WorkPlanNotes notes = new WorkPlanNotes();
    notes.locked(listing);
    notes.leftOut(listing.noPhotos().with(skipped), listing.folders());
    notes.otherCase(listing.otherCase());
    known.ifPresent(
        rows ->
            notes.gone(
                names(RemovedPhotos.of(rows, files, place.filter(), listing)), wanted.many()));
    Totals totals = totals(judged, wanted, skipped.count(), listing, judgement);
    return new WorkPlan(gathering, files, new Judged(kept, judged), totals, notes.lines());
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
   * What the index says of pictures.
   *
   * @param kept in memory
   * @param rows that follow from these
   */
  private record Judged(Dataset<Row> kept, Dataset<Row> rows) {}

  private static Totals totals(
      Dataset<Row> judged,
      Wanted wanted,
      long skipped,
      ListingSummary listing,
      ResumeCheck judgement) {
    Dataset<Row> meant = judged.where(SKIPPED.equalTo(false));
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
        Math.min((double) judgement.pixelLimit(), photos.getDouble(3)),
        dreams.getLong(0),
        dreams.getLong(1),
        dreams.getDouble(2),
        dreams.getLong(3),
        dreams.getLong(4),
        listing.locked());
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
  public List<String> troubles() {
    return troubles;
  }

  /**
   * The missing dreams: {@code photo}, {@code bytes}, {@code modified}, {@code mix}, {@code flop},
   * and {@code old}, the row of a photo that was touched, if there is one.
   */
  public Dataset<Row> missing() {
    return judged.rows().where(MISSING);
  }

  /** The photos that are there, by {@code photo}. */
  public Dataset<Row> photos() {
    return files;
  }

  /** Hands back the memory. */
  @Override
  public void close() {
    judged.kept().unpersist();
    files.unpersist();
    gathering.close();
  }
}
