package phosphene.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Cluster;
import phosphene.cluster.IndexView;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.JobKinds;

/**
 * The rows of all tables of a gallery, in one form: all rows, and the last row of each thing. They
 * are read when the snapshot is made, and kept, since a running job merges files of the index. To
 * be closed when they are no longer read.
 */
final class IndexSnapshot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexSnapshot.class);
  private static final StructType ALL =
      new StructType()
          .add("name", DataTypes.StringType)
          .add("thing", DataTypes.StringType)
          .add("key", DataTypes.StringType)
          .add("made", DataTypes.StringType)
          .add("status", DataTypes.StringType)
          .add("path", DataTypes.StringType)
          .add("bytes", DataTypes.LongType)
          .add("sha256", DataTypes.StringType)
          .add("rank", DataTypes.IntegerType, false);

  /** Of rows that have an image. */
  static final Column HAS_IMAGE = not(col("status").isin(TileRow.FAILED, TileRow.SKIPPED));

  private static final String SECOND = "second"; // the status of objects beside images
  private static final String PATH = "path";

  private final Cluster cluster;
  private final IndexView view;
  private final Dataset<Row> all;
  private final Dataset<Row> last;
  private final Map<String, Sum> sums; // by status

  private IndexSnapshot(
      Cluster cluster, IndexView view, Dataset<Row> all, Dataset<Row> last, Map<String, Sum> sums) {
    this.cluster = cluster;
    this.view = view;
    this.all = all;
    this.last = last;
    this.sums = sums;
  }

  /** Some last rows, and the bytes of their images. */
  private record Sum(long rows, long bytes) {}

  /** Reads the tables that a gallery has. */
  static IndexSnapshot of(Cluster cluster, ObjectStore store) {
    SparkSession session = cluster.session();
    Dataset<Row> all = session.createDataFrame(List.<Row>of(), ALL);
    Dataset<Row> last = all;
    IndexView view = new IndexView(cluster, store);
    for (IndexTable<?> table : JobKinds.tables()) {
      Optional<Dataset<Row>> rows = table.objects().isEmpty() ? Optional.empty() : view.find(table);
      if (rows.isPresent()) {
        Dataset<Row> first = rows.get().withColumn("rank", lit(1));
        Dataset<Row> ranked = view.raw(table).withColumn("rank", latest(table));
        for (String path : table.objects()) {
          last = last.unionByName(object(path, first, table));
          all = all.unionByName(object(path, ranked, table));
        }
      }
    }
    all = all.persist(StorageLevel.MEMORY_AND_DISK());
    last = last.persist(StorageLevel.MEMORY_AND_DISK());
    LOG.info("Read {} rows of the index", all.count());
    return new IndexSnapshot(cluster, view, all, last, sums(last));
  }

  /** 1 for the last row of a thing, and for others of the same time. */
  private static Column latest(IndexTable<?> table) {
    Column[] identity = identity(table);
    return rank().over(Window.partitionBy(identity).orderBy(IndexView.lastFirst(table)));
  }

  private static Column[] identity(IndexTable<?> table) {
    return table.identity().stream().map(column -> col(column)).toArray(Column[]::new);
  }

  /**
   * The objects that a column names: of {@code path} the images, of another one rows of a status of
   * their own.
   */
  private static Dataset<Row> object(String column, Dataset<Row> rows, IndexTable<?> table) {
    if (column.equals(PATH)) {
      return uniform(rows, table);
    }
    String kind = column.substring(0, column.length() - PATH.length());
    Dataset<Row> second =
        rows.where(col(column).isNotNull())
            .withColumn(PATH, col(column))
            .withColumn("bytes", col(kind + "bytes"))
            .withColumn("sha256", col(kind + "sha256"))
            .withColumn("status", lit(SECOND));
    return uniform(second, table).withColumn("name", lit(kind + table.name()));
  }

  private static Map<String, Sum> sums(Dataset<Row> last) {
    return last
        .groupBy("status")
        .agg(functions.count(lit(1)), coalesce(sum("bytes"), lit(0L)))
        .collectAsList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> row.getString(0), row -> new Sum(row.getLong(1), row.getLong(2))));
  }

  private static Dataset<Row> uniform(Dataset<Row> rows, IndexTable<?> table) {
    return rows.select(
        lit(table.name()).as("name"),
        concat_ws("\n", identity(table)).as("thing"),
        col("key"),
        concat_ws(" ", made(rows)).as("made"),
        col("status"),
        col("path"),
        col("bytes"),
        col("sha256"),
        col("rank"));
  }

  /** What the bytes of an image follow from: other versions, and other decoders, may differ. */
  private static Column[] made(Dataset<Row> rows) {
    List<String> there = Arrays.asList(rows.columns());
    return Stream.of("key", "version", "photo_format", "photo_decoder")
        .filter(there::contains)
        .map(column -> col(column))
        .toArray(Column[]::new);
  }

  /** The last rows of its tables by now, with all their columns. */
  IndexView view() {
    return view;
  }

  /** How many things have a row. */
  long things() {
    return sums.entrySet().stream()
        .filter(some -> !some.getKey().equals(SECOND))
        .mapToLong(some -> some.getValue().rows())
        .sum();
  }

  /** How many last rows have that status. */
  long count(String status) {
    return sums.getOrDefault(status, new Sum(0, 0)).rows();
  }

  /** How many objects the last rows name: of a scan both. */
  long objects() {
    return count(TileRow.RENDERED) + count(TileRow.DEAD) + count(SECOND);
  }

  /** Bytes of all images, as the last rows say. */
  long bytes() {
    return sums.entrySet().stream()
        .filter(some -> !some.getKey().equals(TileRow.FAILED))
        .mapToLong(some -> some.getValue().bytes())
        .sum();
  }

  /** The images that the last rows describe. */
  JavaRDD<IndexedImage> images() {
    return last.where(HAS_IMAGE)
        .select("key", "path", "bytes", "sha256")
        .javaRDD()
        .map(new ToImage());
  }

  /**
   * All rows: name, thing, key, made, status, path, bytes, sha256, and rank, which is 1 of the
   * last.
   */
  Dataset<Row> all() {
    return all;
  }

  /** The last row of each thing, in the same form. */
  Dataset<Row> last() {
    return last;
  }

  /** Where Spark reads the rows. */
  Cluster cluster() {
    return cluster;
  }

  @Override
  public void close() {
    all.unpersist();
    last.unpersist();
  }

  private record ToImage() implements Function<Row, IndexedImage> {
    @Override
    public IndexedImage call(Row row) {
      return new IndexedImage(
          row.getString(0),
          row.isNullAt(1) ? "" : row.getString(1),
          row.isNullAt(2) ? -1 : row.getLong(2),
          row.isNullAt(3) ? "" : row.getString(3));
    }
  }
}
