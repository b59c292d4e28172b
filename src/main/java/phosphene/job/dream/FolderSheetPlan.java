package phosphene.job.dream;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import phosphene.cluster.Cluster;
import phosphene.cluster.GalleryListing;
import phosphene.cluster.IndexView;
import phosphene.gallery.Layout;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.dream.FolderSheet.Stored;
import phosphene.job.dream.FolderSheet.Strip;
import scala.Tuple2;

/**
 * The contact sheets that a dream job has still to draw, and what is on them: the photos of a
 * folder in the order of their names, 24 a sheet.
 *
 * @param mixes of the job, in its order
 */
record FolderSheetPlan(Cluster cluster, ObjectStore store, String network, List<String> mixes) {
  private static final int PHOTOS = 24;
  private static final Column FOLDER = regexp_replace(col("photo"), "(?s)/?[^/]*$", "");

  /** Removes the sheets of the folders in which dreams are missing. */
  void remove(Dataset<Row> missing) {
    JavaPairRDD<String, String> folders =
        missing
            .select(FOLDER)
            .distinct()
            .toJavaRDD()
            .map(row -> parent(Layout.folderSheet(row.getString(0), 1)))
            .mapToPair(folder -> new Tuple2<>(folder, folder));
    existing()
        .mapToPair(sheet -> new Tuple2<>(parent(sheet), sheet))
        .join(folders)
        .map(found -> found._2()._1())
        .toLocalIterator()
        .forEachRemaining(store::delete);
  }

  /** The sheets that are not there. */
  JavaRDD<FolderSheet> missing() {
    JavaSparkContext spark = cluster.context();
    return new IndexView(cluster, store)
        .find(DreamRow.TABLE)
        .map(
            dreams ->
                sheets(dreams)
                    .toJavaRDD()
                    .map(new ToSheet(network, new ArrayList<>(mixes)))
                    .mapToPair(sheet -> new Tuple2<>(sheet.path(), sheet))
                    .subtractByKey(existing().mapToPair(sheet -> new Tuple2<>(sheet, sheet)))
                    .values())
        .orElseGet(() -> spark.parallelize(List.<FolderSheet>of(), 1));
  }

  private static Dataset<Row> sheets(Dataset<Row> dreams) {
    Column place = row_number().over(Window.partitionBy("folder").orderBy("photo"));
    return dreams
        .where(col("status").notEqual(TileRow.SKIPPED))
        .groupBy("photo")
        .agg(
            max("photo_bytes").as("bytes"),
            collect_list(struct(col("mix"), col("path"), col("bytes"))).as("dreams"))
        .withColumn("folder", FOLDER)
        .withColumn("sheet", ceil(place.divide(PHOTOS)).cast(DataTypes.IntegerType))
        .groupBy("folder", "sheet")
        .agg(
            array_sort(collect_list(struct(col("photo"), col("bytes"), col("dreams"))))
                .as("strips"));
  }

  /** The sheets that are there: executors list them. */
  private JavaRDD<String> existing() {
    return GalleryListing.names(store.uri(), Layout.SHEETS, cluster);
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** Makes a sheet of a row; mixes of earlier jobs come after those of this one. */
  private record ToSheet(String network, ArrayList<String> mixes)
      implements Function<Row, FolderSheet> {
    @Override
    public FolderSheet call(Row row) {
      String folder = row.getAs("folder");
      List<Row> strips = row.getList(row.fieldIndex("strips"));
      Set<String> others = new TreeSet<>();
      strips.forEach(strip -> others.addAll(stored(strip).keySet()));
      mixes.forEach(others::remove);
      List<String> columns = new ArrayList<>(mixes);
      columns.addAll(others);
      String path = Layout.folderSheet(folder, row.<Integer>getAs("sheet"));
      String title =
          network
              + " "
              + (folder.isEmpty() ? "" : folder + "   ")
              + "photo, "
              + String.join(", ", columns);
      return new FolderSheet(
          path, title, strips.stream().map(strip -> strip(strip, columns)).toList());
    }

    private static Strip strip(Row row, List<String> columns) {
      Map<String, Stored> stored = stored(row);
      return new Strip(
          new Stored(row.getAs("photo"), row.<Long>getAs("bytes")),
          columns.stream().map(mix -> stored.getOrDefault(mix, Stored.NONE)).toList());
    }

    /** By the mixes; none of dreams that failed. */
    private static Map<String, Stored> stored(Row strip) {
      List<Row> dreams = strip.getList(strip.fieldIndex("dreams"));
      return dreams.stream()
          .collect(
              Collectors.toMap(
                  dream -> dream.getString(0),
                  dream ->
                      dream.isNullAt(1)
                          ? Stored.NONE
                          : new Stored(dream.getString(1), dream.getLong(2))));
    }
  }
}
