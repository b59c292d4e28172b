package phosphene.cluster;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import phosphene.gallery.Findings;
import phosphene.gallery.Layout;
import phosphene.gallery.Rule;
import phosphene.gallery.Walk.Found;

/** Which objects of pictures a row names. */
final class Ownership {
  private static final StructType OBJECTS = new StructType().add("path", DataTypes.StringType);
  // What names a picture: no row, an earlier one only, or a last one.
  private static final int NEVER = 0;
  private static final int EVER = 1;
  private static final int NOW = 2;

  private Ownership() {}

  /**
   * Looks for objects that no row names, and notes those that no last row names.
   *
   * @param ever the paths of all rows
   * @param now the paths of the last rows
   */
  static void look(
      SparkSession session,
      JavaRDD<Found> found,
      Dataset<Row> ever,
      Dataset<Row> now,
      Findings findings) {
    Dataset<Row> objects =
        session.createDataFrame(found.filter(new IsPicture()).map(new Named()), OBJECTS);
    Dataset<Row> named =
        ever.withColumn("named", lit(EVER))
            .union(now.withColumn("named", lit(NOW)))
            .groupBy("path")
            .agg(max("named").as("named"));
    Dataset<Row> known = objects.join(named, new String[] {"path"}, "left");
    Map<Integer, Long> counts =
        known.groupBy(coalesce(col("named"), lit(NEVER))).count().collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getInt(0), row -> row.getLong(1)));
    findings.checked(Rule.OWNED, counts.values().stream().mapToLong(Long::longValue).sum());
    if (counts.containsKey(NEVER)) {
      Books.report(
          known
              .where(col("named").isNull())
              .withColumn("key", lit(""))
              .withColumn("message", lit("no row names it")),
          Rule.OWNED,
          findings);
    }
    if (counts.containsKey(EVER)) {
      findings.note(
          counts.get(EVER) + " pictures are of earlier rows: later ones name others, or none");
    }
  }

  private record IsPicture() implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      return found instanceof Found.Leaf leaf && Layout.holdsPicture(leaf.name());
    }
  }

  private record Named() implements Function<Found, Row> {
    @Override
    public Row call(Found found) {
      return RowFactory.create(found.name());
    }
  }
}
