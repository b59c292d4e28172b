package phosphene.job.photos;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.index.TileRow;
import phosphene.image.DecoderVersion;
import phosphene.image.pixel.Format;
import phosphene.spec.Photos.Others;

/**
 * Whether the index already settles an image that is wanted.
 *
 * @param pixelLimit the most pixels that a photo may have now
 * @param others whether files that are no photos are tried now
 * @param redo formats whose photos are done again if an older decoder read them
 */
public record ResumeCheck(long pixelLimit, Others others, Set<Format> redo) {
  private static final Column STATUS = col("old.status");
  private static final Column REASON = col("old.reason");
  private static final Column PIXELS =
      col("old.width").cast(DataTypes.DoubleType).multiply(col("old.height"));

  public ResumeCheck {
    redo = Set.copyOf(redo);
  }

  /** All are missing: there is no index yet. */
  static Dataset<Row> fresh(Dataset<Row> wanted) {
    return wanted
        .withColumn("settled", lit(false))
        .withColumn("failed", lit(false))
        .withColumn("skipped", lit(false))
        .withColumn("redone", lit(false))
        .withColumn("known_pixels", lit(null).cast(DataTypes.DoubleType))
        .withColumn("old", lit(null).cast(DataTypes.StringType));
  }

  /**
   * Adds whether the index settles an image, how it ended, whether it is done again only because
   * its decoder is an older one, how many pixels its photo is known to have, and the row of one
   * that the index may settle.
   *
   * @param wanted with {@code photo}, {@code bytes}, {@code modified} and {@code mix}
   * @param known the last row of each image
   */
  Dataset<Row> of(Dataset<Row> wanted, Dataset<Row> known) {
    Column older = older();
    Column failed = STATUS.equalTo(TileRow.FAILED);
    Column skipped = STATUS.equalTo(TileRow.SKIPPED);
    Column again =
        failed
            .and(passing().or(older))
            .or(skipped.and(older.or(lit(others == Others.TRIED))))
            .or(failed.or(skipped).equalTo(false).and(older).and(redone()));
    Column done = coalesce(not(again), lit(false));
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
        .withColumn("skipped", coalesce(skipped, lit(false)))
        .withColumn(
            "redone",
            coalesce(again.and(unchanged).and(failed.or(skipped).equalTo(false)), lit(false)))
        .withColumn("known_pixels", when(unchanged, PIXELS))
        // Only of a touched photo: else the rows of the whole collection would be kept.
        .withColumn("old", when(done.and(col("settled").equalTo(false)), col("old")));
  }

  /** Whether another try may end otherwise, by the reason of a failure. */
  private Column passing() {
    Object[] passing =
        Arrays.stream(Reason.values()).filter(Reason::passing).map(Reason::label).toArray();
    return REASON
        .isin(passing)
        .or(
            REASON
                .equalTo(Reason.TOO_LARGE.label())
                .and(col("old.pixel_limit").notEqual(pixelLimit)));
  }

  /** Whether a decoder of a smaller number than today's has seen the photo. */
  private static Column older() {
    Column format = col("old.photo_format");
    Column today = when(format.isNull(), DecoderVersion.RECOGNIZER);
    for (Format one : Format.values()) {
      today = today.when(format.equalTo(one.word()), one.decoder());
    }
    Column number = col("old.photo_decoder");
    // A format that is not known here is one of a later version.
    return number.isNull().or(coalesce(number.lt(today), lit(false)));
  }

  /** Whether a photo is of a format to be done again; rows of version 0.1 have only its name. */
  private Column redone() {
    Column ending = lower(regexp_extract(col("photo"), "\\.([^./]*)$", 1));
    Column format = col("old.photo_format");
    Column asked = lit(false);
    for (Format one : redo) {
      asked =
          asked
              .or(coalesce(format.equalTo(one.word()), lit(false)))
              .or(format.isNull().and(ending.isin(one.endings().toArray())));
    }
    return asked;
  }
}
