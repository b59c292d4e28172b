package phosphene.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import phosphene.gallery.Findings;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.store.Walk.Found;
import phosphene.job.run.Expectation.Expected;

/**
 * Checks of the rules that the rows of an index must keep.
 *
 * @param findings takes what breaks a rule
 */
record IndexRules(IndexSnapshot snapshot, Findings findings) {
  private static final StructType PLANNED =
      new StructType().add("key", DataTypes.StringType).add("path", DataTypes.StringType);

  /** Looks for things with several last rows, and for images that were not the same each time. */
  void single() {
    findings.checked(Rule.SINGLE, snapshot.things());
    Column image =
        struct(
            col("key"),
            col("status"),
            coalesce(col("path"), lit("")),
            coalesce(col("sha256"), lit("")));
    Dataset<Row> ties =
        several(
            snapshot.all().where(col("rank").equalTo(1).and(IndexSnapshot.HAS_IMAGE)),
            "thing",
            image,
            " last rows of one time");
    Dataset<Row> digests =
        several(
            snapshot.all().where(IndexSnapshot.HAS_IMAGE),
            "made",
            col("sha256"),
            " different SHA-256 in its rows");
    report(ties.union(digests), Rule.SINGLE, findings);
  }

  /** What has more than one value in the rows of a table that agree in a column. */
  private static Dataset<Row> several(
      Dataset<Row> rows, String column, Column value, String message) {
    return rows.groupBy("name", column)
        .agg(
            size(collect_set(value)).as("n"),
            coalesce(min("path"), lit("")).as("path"),
            min("key").as("first"))
        .where(col("n").gt(1))
        .select(col("path"), col("first").as("key"), concat(col("n"), lit(message)).as("message"));
  }

  /** Looks for images of a plan that have no row. */
  void planned(List<Expected> images) {
    findings.checked(Rule.PLANNED, images.size());
    JavaSparkContext spark = snapshot.cluster().context();
    JavaRDD<Row> planned = spark.parallelize(images, snapshot.cluster().slots()).map(new Planned());
    report(
        snapshot
            .cluster()
            .session()
            .createDataFrame(planned, PLANNED)
            .join(snapshot.last().select("key"), new String[] {"key"}, "left_anti")
            .withColumn("message", lit("no row")),
        Rule.PLANNED,
        findings);
  }

  /** Looks for objects of images that no row names, and notes those that no last row names. */
  void owned(JavaRDD<Found> found) {
    RowObjects.look(
        snapshot.cluster().session(),
        found,
        snapshot.all().where(IndexSnapshot.HAS_IMAGE).select("path"),
        snapshot.last().where(IndexSnapshot.HAS_IMAGE).select("path"),
        findings);
  }

  /** Rows with the columns path, key and message as problems. */
  static void report(Dataset<Row> bad, Rule rule, Findings findings) {
    List<Problem> some =
        bad
            .select("path", "key", "message")
            .orderBy("path", "key", "message")
            .limit(findings.most() + 1)
            .collectAsList()
            .stream()
            .map(row -> new Problem(rule, row.getString(0), row.getString(1), row.getString(2)))
            .toList();
    if (some.size() <= findings.most()) {
      some.forEach(findings::found);
    } else {
      findings.found(rule, bad.count(), some.subList(0, findings.most()));
    }
  }

  private record Planned() implements Function<Expected, Row> {
    @Override
    public Row call(Expected image) {
      return RowFactory.create(image.key(), image.path());
    }
  }
}
