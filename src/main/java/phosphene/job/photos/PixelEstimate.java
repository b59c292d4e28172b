package phosphene.job.photos;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Storage;
import phosphene.gallery.store.PhotoCollection;
import phosphene.gallery.store.StoreException;
import phosphene.image.Photos;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.UnreadableImageException;
import scala.Tuple2;

/**
 * Corrects what names and lengths say of the pixels of photos by the headers of a few of each kind:
 * of each ending, and of each power of two of bytes.
 */
final class PixelEstimate {
  private static final Logger LOG = LoggerFactory.getLogger(PixelEstimate.class);
  private static final int FEW = 4;
  // Where most headers end, and the previews that cameras put before them.
  private static final int HEAD = 256 << 10;

  private static final Column KIND =
      concat_ws(
          " ",
          lower(regexp_extract(col("photo"), "\\.([^./]*)$", 1)),
          floor(log2(greatest(col("bytes"), lit(1L)))));

  private PixelEstimate() {}

  /**
   * The factor by which the pixels of a photo are to be multiplied; 1 where no header says more.
   *
   * @param unread photos that nobody has opened, with {@code photo}, {@code bytes}, {@code pixels}
   */
  static Column factor(Dataset<Row> unread, PhotoCollection.Place place) {
    Map<String, Sum> kinds =
        new TreeMap<>(
            unread
                .withColumn("kind", KIND)
                .withColumn(
                    "place",
                    row_number()
                        .over(
                            Window.partitionBy("kind")
                                .orderBy(xxhash64(col("photo")), col("photo"))))
                .where(col("place").leq(FEW))
                .select("kind", "photo", "pixels")
                .toJavaRDD()
                .mapPartitionsToPair(new Headers(place))
                .reduceByKey(new Add())
                .collectAsMap());
    Column factor = lit(null);
    for (Map.Entry<String, Sum> kind : kinds.entrySet()) {
      LOG.info("Photos of {}: {}", kind.getKey(), kind.getValue());
      Column is = KIND.equalTo(kind.getKey());
      factor = when(is, kind.getValue().factor()).otherwise(factor);
    }
    return org.apache.spark.sql.functions.coalesce(factor, lit(1.0));
  }

  /** Pixels of some photos by their headers, and by their names and lengths. */
  private record Sum(double seen, double guessed) implements java.io.Serializable {
    double factor() {
      return seen / guessed;
    }
  }

  private record Add() implements Function2<Sum, Sum, Sum> {
    @Override
    public Sum call(Sum one, Sum other) {
      return new Sum(one.seen + other.seen, one.guessed + other.guessed);
    }
  }

  /** Reads headers; a photo whose header cannot be read says nothing. */
  private record Headers(PhotoCollection.Place place)
      implements PairFlatMapFunction<Iterator<Row>, String, Sum> {
    @Override
    public Iterator<Tuple2<String, Sum>> call(Iterator<Row> rows) {
      PhotoCollection photos = PhotoCollection.open(place, Storage.ofTask());
      Iterable<Row> some = () -> rows;
      return java.util.stream.StreamSupport.stream(some.spliterator(), false)
          .flatMap(
              row ->
                  pixels(photos, row.getString(1))
                      .map(seen -> new Tuple2<>(row.getString(0), new Sum(seen, row.getDouble(2))))
                      .stream())
          .iterator();
    }

    private static Optional<Double> pixels(PhotoCollection photos, String photo) {
      try {
        Extent extent = Photos.extent(photos.read(photo, HEAD), Integer.MAX_VALUE);
        return Optional.of((double) extent.width() * extent.height());
      } catch (UnreadableImageException | StoreException e) {
        LOG.debug("No header of {}: {}", photo, e.getMessage());
        return Optional.empty();
      }
    }
  }
}
