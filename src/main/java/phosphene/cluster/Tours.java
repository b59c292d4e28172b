package phosphene.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Layout;
import phosphene.gallery.Layout.Tour;
import phosphene.gallery.ObjectStore;

/**
 * Which tours a dream job owes: of the photos of which there is a dream, those without a film.
 *
 * @param mixes of the job, in the order of the network
 */
record Tours(Cluster cluster, ObjectStore store, List<String> mixes) {

  /** Removes the tours of the photos of which dreams are missing. */
  void remove(Dataset<Row> missing) {
    Set<String> there = there();
    if (there.isEmpty()) {
      return;
    }
    Iterator<Row> photos = missing.select("photo").distinct().toLocalIterator();
    while (photos.hasNext()) {
      String photo = photos.next().getString(0);
      Arrays.stream(Tour.values())
          .map(part -> Layout.tour(photo, part))
          .filter(there::contains)
          .forEach(store::delete);
    }
  }

  /**
   * The tours that are not there.
   *
   * @param photos those of the collection: a tour ends on the photo itself
   */
  JavaRDD<TourTask> owed(Dataset<Row> photos) {
    JavaSparkContext spark = cluster.context();
    return new IndexView(cluster, store)
        .find(IndexTable.DREAMS)
        .map(
            dreams ->
                dreams
                    .where(col("path").isNotNull().and(col("mix").isin(mixes.toArray())))
                    .join(photos.select("photo"), "photo")
                    .groupBy("photo")
                    .agg(collect_list(struct(col("mix"), col("path"))).as("dreams"))
                    .toJavaRDD()
                    .filter(new Absent(new HashSet<>(there())))
                    .map(new Form(new ArrayList<>(mixes))))
        .orElseGet(() -> spark.parallelize(List.<TourTask>of(), 1));
  }

  private Set<String> there() {
    return store.list(Layout.TOURS).stream()
        .map(ObjectStore.Entry::name)
        .collect(Collectors.toSet());
  }

  /** Of a tour the film is written last. */
  private record Absent(HashSet<String> there) implements Function<Row, Boolean> {
    @Override
    public Boolean call(Row row) {
      return !there.contains(Layout.tour(row.getAs("photo"), Tour.MP4));
    }
  }

  private record Form(ArrayList<String> mixes) implements Function<Row, TourTask> {
    @Override
    public TourTask call(Row row) {
      List<Row> dreams = row.getList(row.fieldIndex("dreams"));
      Map<String, String> paths =
          dreams.stream()
              .collect(Collectors.toMap(dream -> dream.getString(0), dream -> dream.getString(1)));
      return new TourTask(
          row.getAs("photo"),
          mixes.stream()
              .filter(paths::containsKey)
              .map(mix -> new TourTask.Stop(mix, paths.getOrDefault(mix, "")))
              .toList());
    }
  }
}
