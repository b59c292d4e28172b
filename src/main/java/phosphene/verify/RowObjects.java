package phosphene.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import phosphene.gallery.Findings;
import phosphene.gallery.Rule;
import phosphene.gallery.store.Walk.Found;
import phosphene.job.JobKinds;
import phosphene.job.run.FirstNames;
import phosphene.spec.Plural;

/** Which objects of images a row names. */
final class RowObjects {
  private static final StructType OBJECTS = new StructType().add("path", DataTypes.StringType);
  // What names an image: no row, an earlier one only, or a last one.
  private static final int NEVER = 0;
  private static final int EVER = 1;
  private static final int NOW = 2;

  private RowObjects() {}

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
    Set<String> unfinished = Set.copyOf(found.flatMap(new Unfinished()).collect());
    JavaRDD<Found> images = found.filter(new IsImage(unfinished));
    Dataset<Row> objects = session.createDataFrame(images.map(new Named()), OBJECTS);
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
      IndexRules.report(
          known
              .where(col("named").isNull())
              .withColumn("key", lit(""))
              .withColumn("message", lit("no row names it")),
          Rule.OWNED,
          findings);
    }
    long earlier = counts.getOrDefault(EVER, 0L);
    if (earlier > 0) {
      List<String> first =
          known
              .where(col("named").equalTo(EVER))
              .select("path")
              .sort("path")
              .limit(FirstNames.MOST)
              .as(Encoders.STRING())
              .collectAsList();
      findings.note(
          Plural.of(earlier, "image is of an earlier row", "images are of earlier rows")
              + ", later ones name others or none: "
              + new FirstNames(earlier, first).shown());
    }
    if (!unfinished.isEmpty()) {
      findings.note(
          "Flights that were not finished, and whose frames were not looked at: "
              + FirstNames.of(unfinished).shown());
    }
  }

  /** The folders of flights that are not finished: their frames have no rows yet. */
  private record Unfinished() implements FlatMapFunction<Found, String> {
    @Override
    public Iterator<String> call(Found found) {
      return JobKinds.places().unfinished(found.name()).stream().iterator();
    }
  }

  private record IsImage(Set<String> unfinished) implements Function<Found, Boolean> {
    @Override
    public Boolean call(Found found) {
      String name = found.name();
      return found instanceof Found.Leaf
          && JobKinds.places().holdsPicture(name)
          && !unfinished.contains(name.substring(0, name.lastIndexOf('/')));
    }
  }

  private record Named() implements Function<Found, Row> {
    @Override
    public Row call(Found found) {
      return RowFactory.create(found.name());
    }
  }
}
