package phosphene.cluster;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.PhotoCollection;
import phosphene.gallery.PhotoCollection.Found;
import phosphene.gallery.TileRow;
import phosphene.spec.Plural;

/**
 * What a collection holds, and what of its pictures is missing: the listing less what the index
 * says. A photo whose path, size and time of change are those of a row is not opened. All of it
 * stays with Spark; the driver has the totals.
 */
public final class Survey implements AutoCloseable {
  private static final StructType MIX =
      new StructType()
          .add("mix", DataTypes.StringType, false)
          .add("flop_a_photo", DataTypes.DoubleType, false)
          .add("flop_a_pixel", DataTypes.DoubleType, false);
  private static final Column MISSING = col("settled").equalTo(false);
  // So many names are shown; the others are counted.
  private static final int SOME = 5;

  /**
   * What was found.
   *
   * @param pixels of all photos, about
   * @param largest pixels of the largest photo, about; at most what the job allows
   * @param dreams that the job asks for
   * @param missing those that the index does not hold; for a photo that was touched, they may turn
   *     out to be there
   * @param flop of the missing ones, about
   * @param failed dreams that failed before for a reason that is still there
   * @param gone photos of the index that are no longer there
   * @param locked folders that could not be listed
   */
  public record Totals(
      long photos,
      long bytes,
      double pixels,
      double largest,
      long dreams,
      long missing,
      double flop,
      long failed,
      long gone,
      long locked) {}

  /**
   * Floating point operations of a picture.
   *
   * @param photo for each photo, whatever its size
   * @param pixel for each of its pixels
   */
  record Price(double photo, double pixel) {}

  /**
   * What a job makes of each photo.
   *
   * @param prices by the names of the mixes
   * @param many what pictures are called, such as {@code dreams}
   */
  record Wanted(Map<String, Price> prices, String many) {}

  private final Gathering gathering;
  private final Dataset<Row> files;
  private final Dataset<Row> judged;
  private final Totals totals;
  private final List<String> troubles;

  private Survey(
      Gathering gathering,
      Dataset<Row> files,
      Dataset<Row> judged,
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
   * @param pixelLimit the most pixels that a photo may have now
   */
  static Survey of(
      PhotoCollection.Place place,
      Cluster cluster,
      Wanted wanted,
      Optional<Dataset<Row>> known,
      long pixelLimit) {
    Gathering gathering = Gathering.of(place, cluster);
    Dataset<Row> files = gathering.files().persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> all =
        files
            .crossJoin(broadcast(asked(wanted.prices(), cluster)))
            .withColumn(
                "flop", col("pixels").multiply(col("flop_a_pixel")).plus(col("flop_a_photo")));
    Dataset<Row> judged =
        known
            .map(rows -> judged(all, rows, pixelLimit))
            .orElseGet(() -> fresh(all))
            .persist(StorageLevel.MEMORY_AND_DISK());
    List<Found.Locked> locked = gathering.someLocked();
    Optional<Dataset<Row>> gone = known.map(rows -> gone(rows, files, place, locked));
    Row photos =
        files.agg(count(col("photo")), total("bytes"), total("pixels"), most("pixels")).first();
    Row dreams = judged.where(MISSING).agg(count(col("mix")), total("flop")).first();
    Totals totals =
        new Totals(
            photos.getLong(0),
            (long) photos.getDouble(1),
            photos.getDouble(2),
            Math.min((double) pixelLimit, photos.getDouble(3)),
            photos.getLong(0) * wanted.prices().size(),
            dreams.getLong(0),
            dreams.getDouble(1),
            judged.where(col("settled").and(col("failed"))).count(),
            gone.map(Dataset::count).orElse(0L),
            gathering.locked());
    return new Survey(
        gathering, files, judged, totals, troubles(totals, wanted.many(), gone, locked));
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

  /** All are missing. */
  private static Dataset<Row> fresh(Dataset<Row> wanted) {
    return wanted
        .withColumn("settled", lit(false))
        .withColumn("failed", lit(false))
        .withColumn("old", lit(null).cast(DataTypes.StringType));
  }

  /** Adds whether the index settles a dream, and the row of one that it may settle. */
  private static Dataset<Row> judged(Dataset<Row> wanted, Dataset<Row> known, long pixelLimit) {
    Object[] passing =
        Arrays.stream(Reason.values()).filter(Reason::passing).map(Reason::word).toArray();
    Column failed = col("old.status").equalTo(TileRow.FAILED);
    Column retry =
        col("old.reason")
            .isin(passing)
            .or(
                col("old.reason")
                    .equalTo(Reason.TOO_LARGE.word())
                    .and(col("old.pixel_limit").notEqual(pixelLimit)));
    Column done = coalesce(failed.and(retry).equalTo(false), lit(false));
    Column unchanged =
        col("old.photo_bytes")
            .equalTo(col("bytes"))
            .and(unix_millis(col("old.photo_modified")).equalTo(col("modified")));
    Dataset<Row> rows =
        known.select(
            col("photo"),
            col("mix"),
            struct(Arrays.stream(known.columns()).map(name -> col(name)).toArray(Column[]::new))
                .as("old"));
    return wanted
        .join(
            rows,
            scala.jdk.javaapi.CollectionConverters.asScala(List.of("photo", "mix")).toSeq(),
            "left")
        .withColumn("settled", coalesce(done.and(unchanged), lit(false)))
        .withColumn("failed", coalesce(failed, lit(false)))
        // Only of a touched photo: else the rows of the whole collection would be kept.
        .withColumn("old", when(done.and(col("settled").equalTo(false)), col("old")));
  }

  /** Photos of the index that the listing would show if they were still there. */
  private static Dataset<Row> gone(
      Dataset<Row> known,
      Dataset<Row> files,
      PhotoCollection.Place place,
      List<Found.Locked> locked) {
    Column listed = col("photo").rlike("(?s)^(?:" + place.glob().pattern().pattern() + ")$");
    for (Found.Locked folder : locked) {
      listed = listed.and(col("photo").startsWith(folder.path() + "/").equalTo(false));
    }
    return known
        .select("photo")
        .distinct()
        .where(listed)
        .join(files.select("photo"), "photo", "left_anti");
  }

  private static List<String> troubles(
      Totals totals, String many, Optional<Dataset<Row>> gone, List<Found.Locked> locked) {
    List<String> troubles = new ArrayList<>();
    locked.forEach(
        folder ->
            troubles.add(
                "Cannot list "
                    + (folder.path().isEmpty() ? "the collection" : folder.path())
                    + ": "
                    + folder.message()));
    if (totals.locked() > locked.size()) {
      troubles.add("and " + Plural.of(totals.locked() - locked.size(), "more folder"));
    }
    if (totals.gone() > 0) {
      List<String> names =
          gone.orElseThrow().orderBy("photo").takeAsList(SOME).stream()
              .map(row -> row.getString(0))
              .toList();
      troubles.add(
          String.format(
              Locale.ROOT,
              "%s gone, the %s stay: %s%s",
              Plural.of(totals.gone(), "photo is", "photos are"),
              many,
              String.join(", ", names),
              totals.gone() > SOME ? ", ..." : ""));
    }
    return troubles;
  }

  public Totals totals() {
    return totals;
  }

  /** What a person should know of: a line for each folder that is locked, one for photos gone. */
  public List<String> troubles() {
    return troubles;
  }

  /**
   * The missing dreams: {@code photo}, {@code bytes}, {@code modified}, {@code mix}, {@code flop},
   * and {@code old}, the row of a photo that was touched, if there is one.
   */
  Dataset<Row> missing() {
    return judged.where(MISSING);
  }

  /** The photos that are there, by {@code photo}. */
  Dataset<Row> photos() {
    return files;
  }

  /** Hands back the memory. */
  @Override
  public void close() {
    judged.unpersist();
    files.unpersist();
    gathering.close();
  }
}
