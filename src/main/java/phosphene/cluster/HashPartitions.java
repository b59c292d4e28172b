package phosphene.cluster;

import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFunction;
import scala.Tuple2;
import scala.util.hashing.MurmurHash3$;

/**
 * Spreads items over partitions by the hashes of their names alone. Spark's own {@code repartition}
 * deals them out in the order in which they come; when an executor is lost and they come in
 * another, it ends the job.
 */
public final class HashPartitions {
  private HashPartitions() {}

  /** The items in so many partitions, some of which may be empty. */
  public static <T> JavaRDD<T> by(Function<T, String> name, JavaRDD<T> items, int partitions) {
    return items.mapToPair(new Keyed<>(name)).partitionBy(new HashPartitioner(partitions)).values();
  }

  /** Java's own hash of a text counts in steps of 31: by 31 partitions, only its last letter. */
  private record Keyed<T>(Function<T, String> name) implements PairFunction<T, Integer, T> {
    @Override
    public Tuple2<Integer, T> call(T item) throws Exception {
      return new Tuple2<>(MurmurHash3$.MODULE$.stringHash(name.call(item)), item);
    }
  }
}
