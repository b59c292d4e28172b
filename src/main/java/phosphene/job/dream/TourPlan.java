package phosphene.job.dream;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.cluster.Cluster;
import phosphene.cluster.GalleryListing;
import phosphene.cluster.IndexView;
import phosphene.gallery.Layout;
import phosphene.gallery.Layout.Tour;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.store.ObjectStore;
import scala.Tuple2;

/**
 * The tours that a dream job has still to film: of the photos that have a dream, those without a
 * film.
 *
 * @param mixes of the job, in the order of the network
 */
record TourPlan(Cluster cluster, ObjectStore store, List<String> mixes) {

  /** Removes the tours of the photos of which dreams are missing. */
  void remove(Dataset<Row> missing) {
    missing
        .select("photo")
        .distinct()
        .toJavaRDD()
        .flatMap(row -> parts(row.getString(0)))
        .intersection(existing())
        .toLocalIterator()
        .forEachRemaining(store::delete);
  }

  private static Iterator<String> parts(String photo) {
    return Arrays.stream(Tour.values()).map(part -> Layout.tour(photo, part)).iterator();
  }

  /**
   * The tours that are not there.
   *
   * @param photos those of the collection: a tour ends on the photo itself
   */
  JavaRDD<TourTask> missing(Dataset<Row> photos) {
    JavaSparkContext spark = cluster.context();
    return new IndexView(cluster, store)
        .find(DreamRow.TABLE)
        .map(
            dreams ->
                dreams
                    .where(col("path").isNotNull().and(col("mix").isin(mixes.toArray())))
                    .join(photos.select("photo"), "photo")
                    .groupBy("photo")
                    .agg(
                        max("photo_bytes").as("size"),
                        collect_list(struct(col("mix"), col("path"), col("bytes"))).as("dreams"))
                    .toJavaRDD()
                    .map(new ToTour(new ArrayList<>(mixes)))
                    .mapToPair(tour -> new Tuple2<>(film(tour.photo()), tour))
                    .subtractByKey(existing().mapToPair(name -> new Tuple2<>(name, name)))
                    .values())
        .orElseGet(() -> spark.parallelize(List.<TourTask>of(), 1));
  }

  /** Of a tour the film is written last. */
  private static String film(String photo) {
    return Layout.tour(photo, Tour.MP4);
  }

  /** The parts of tours that are there: executors list them. */
  private JavaRDD<String> existing() {
    return GalleryListing.names(store.uri(), Layout.TOURS, cluster);
  }

  private record ToTour(ArrayList<String> mixes) implements Function<Row, TourTask> {
    @Override
    public TourTask call(Row row) {
      List<Row> dreams = row.getList(row.fieldIndex("dreams"));
      Map<String, Row> found =
          dreams.stream().collect(Collectors.toMap(dream -> dream.getString(0), dream -> dream));
      List<TourTask.Stop> stops = new ArrayList<>();
      for (String mix : mixes) {
        Row dream = found.get(mix);
        if (dream != null) {
          stops.add(new TourTask.Stop(mix, dream.getString(1), dream.getLong(2)));
        }
      }
      return new TourTask(row.getAs("photo"), row.<Long>getAs("size"), stops);
    }
  }
}
