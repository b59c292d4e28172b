package phosphene.cluster;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import phosphene.gallery.Findings;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Layout;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Problem;
import phosphene.gallery.Rule;
import phosphene.gallery.TileRow;
import phosphene.gallery.Walk.Found;
import phosphene.plan.Plan;
import phosphene.plan.Tile;

/**
 * The rows of a gallery's tables, brought to one form: all of them, and the last of each thing. To
 * be closed when they are no longer read.
 */
final class Books implements AutoCloseable {
  private static final StructType ALL =
      new StructType()
          .add("name", DataTypes.StringType)
          .add("thing", DataTypes.StringType)
          .add("turn", DataTypes.TimestampType)
          .add("key", DataTypes.StringType)
          .add("status", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("bytes", DataTypes.LongType)
          .add("sha256", DataTypes.StringType);
  private static final StructType PLANNED =
      new StructType().add("key", DataTypes.StringType).add("path", DataTypes.StringType);
  private static final StructType OBJECTS = new StructType().add("path", DataTypes.StringType);
  private static final Column DRAWN = col("status").notEqual(TileRow.FAILED);

  private final Cluster cluster;
  private final Dataset<Row> all;
  private final Dataset<Row> last;
  private final Dataset<Row> allNeurons;
  private final Dataset<Row> lastNeurons;

  private Books(
      Cluster cluster,
      Dataset<Row> all,
      Dataset<Row> last,
      Dataset<Row> allNeurons,
      Dataset<Row> lastNeurons) {
    this.cluster = cluster;
    this.all = all;
    this.last = last;
    this.allNeurons = allNeurons;
    this.lastNeurons = lastNeurons;
  }

  /** Reads the tables that a gallery has. */
  static Books of(Cluster cluster, ObjectStore store) {
    SparkSession session = cluster.session();
    Dataset<Row> all = session.createDataFrame(List.<Row>of(), ALL);
    Dataset<Row> last = all;
    Dataset<Row> allNeurons = all;
    Dataset<Row> lastNeurons = all;
    IndexView view = new IndexView(cluster, store);
    for (IndexTable<?> table : IndexTable.OF_OBJECTS) {
      Optional<Dataset<Row>> rows = view.find(table);
      if (rows.isPresent()) {
        last = last.unionByName(formed(rows.get(), table));
        all = all.unionByName(formed(view.raw(table), table));
        if (table.equals(IndexTable.SCANS)) {
          lastNeurons = neurons(rows.get(), table);
          allNeurons = neurons(view.raw(table), table);
        }
      }
    }
    return new Books(
        cluster,
        all,
        last.persist(StorageLevel.MEMORY_AND_DISK()),
        allNeurons,
        lastNeurons.persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /** The second objects of scans, as rows of their own. */
  private static Dataset<Row> neurons(Dataset<Row> rows, IndexTable<?> table) {
    Dataset<Row> second =
        rows.where(col("neurons_path").isNotNull())
            .withColumn("path", col("neurons_path"))
            .withColumn("bytes", col("neurons_bytes"))
            .withColumn("sha256", col("neurons_sha256"));
    return formed(second, table).withColumn("name", lit("neurons of " + table.name()));
  }

  private static Dataset<Row> formed(Dataset<Row> rows, IndexTable<?> table) {
    Column[] identity = table.identity().stream().map(Books::named).toArray(Column[]::new);
    return rows.select(
        lit(table.name()).as("name"),
        concat_ws("\n", identity).as("thing"),
        named(table.order().get(0)).as("turn"),
        col("key"),
        col("status"),
        col("path"),
        col("bytes"),
        col("sha256"));
  }

  private static Column named(String column) {
    return col(column);
  }

  /** How many things have a row. */
  long things() {
    return last.count();
  }

  /** How many last rows have that status. */
  long count(String status) {
    return last.where(col("status").equalTo(status)).count();
  }

  /** Bytes of all pictures, as the last rows say. */
  long bytes() {
    Row sum = objects().selectExpr("coalesce(sum(bytes), 0L)").first();
    return sum.getLong(0);
  }

  /** The last rows of all objects. */
  private Dataset<Row> objects() {
    return last.where(DRAWN).unionByName(lastNeurons);
  }

  /** The pictures that the last rows describe. */
  JavaRDD<Drawn> drawn() {
    return objects().select("key", "path", "bytes", "sha256").javaRDD().map(new Form());
  }

  /** Looks for things with several last rows, and for pictures that were not the same each time. */
  void single(Findings findings) {
    findings.checked(Rule.SINGLE, things());
    Column turns = rank().over(Window.partitionBy("name", "thing").orderBy(col("turn").desc()));
    Column picture =
        struct(
            col("key"),
            col("status"),
            coalesce(col("path"), lit("")),
            coalesce(col("sha256"), lit("")));
    report(
        all.withColumn("turns", turns)
            .where(col("turns").equalTo(1))
            .groupBy("name", "thing")
            .agg(
                count_distinct(picture).as("n"),
                coalesce(min("path"), lit("")).as("path"),
                min("key").as("key"))
            .where(col("n").gt(1))
            .withColumn("message", concat(col("n"), lit(" last rows of one time"))),
        Rule.SINGLE,
        findings);
    report(
        all.where(DRAWN)
            .unionByName(allNeurons)
            .groupBy("name", "key")
            .agg(count_distinct(col("sha256")).as("n"), min("path").as("path"))
            .where(col("n").gt(1))
            .withColumn("message", concat(col("n"), lit(" different SHA-256 in its rows"))),
        Rule.SINGLE,
        findings);
  }

  /** Looks for tiles of a plan that have no row. */
  void planned(Plan plan, Findings findings) {
    findings.checked(Rule.PLANNED, plan.tiles().size());
    JavaSparkContext spark = cluster.context();
    JavaRDD<Row> tiles = spark.parallelize(plan.tiles(), cluster.slots()).map(new Planned());
    report(
        cluster
            .session()
            .createDataFrame(tiles, PLANNED)
            .join(last.select("key"), new String[] {"key"}, "left_anti")
            .withColumn("message", lit("no row")),
        Rule.PLANNED,
        findings);
  }

  /** Looks for objects of pictures that no row names, and notes those that no last row names. */
  void owned(JavaRDD<Found> found, Findings findings) {
    Dataset<Row> objects =
        cluster
            .session()
            .createDataFrame(found.filter(new IsPicture()).map(new Named()), OBJECTS)
            .persist(StorageLevel.MEMORY_AND_DISK());
    findings.checked(Rule.OWNED, objects.count());
    Dataset<Row> ever = all.where(DRAWN).unionByName(allNeurons).select("path").distinct();
    report(
        without(objects, ever)
            .withColumn("key", lit(""))
            .withColumn("message", lit("no row names it")),
        Rule.OWNED,
        findings);
    Dataset<Row> now = objects().select("path");
    long old = without(objects.join(ever, new String[] {"path"}, "left_semi"), now).count();
    if (old > 0) {
      findings.note(old + " pictures are of earlier rows: later ones name others, or none");
    }
    objects.unpersist();
  }

  private static Dataset<Row> without(Dataset<Row> objects, Dataset<Row> paths) {
    return objects.join(paths, new String[] {"path"}, "left_anti");
  }

  /** Rows with the columns path, key and message as problems. */
  private static void report(Dataset<Row> bad, Rule rule, Findings findings) {
    long count = bad.count();
    if (count == 0) {
      return;
    }
    List<Problem> some =
        bad
            .select("path", "key", "message")
            .orderBy("path", "key")
            .limit(findings.most())
            .collectAsList()
            .stream()
            .map(row -> new Problem(rule, row.getString(0), row.getString(1), row.getString(2)))
            .toList();
    findings.found(rule, count, some);
  }

  @Override
  public void close() {
    last.unpersist();
    lastNeurons.unpersist();
  }

  private record Form() implements Function<Row, Drawn> {
    @Override
    public Drawn call(Row row) {
      return new Drawn(
          row.getString(0),
          row.isNullAt(1) ? "" : row.getString(1),
          row.isNullAt(2) ? -1 : row.getLong(2),
          row.isNullAt(3) ? "" : row.getString(3));
    }
  }

  private record Planned() implements Function<Tile, Row> {
    @Override
    public Row call(Tile tile) {
      return RowFactory.create(tile.key().hex(), Layout.tile(tile.unit()));
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
