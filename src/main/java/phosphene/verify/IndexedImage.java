package phosphene.verify;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import phosphene.cluster.HashPartitions;

/**
 * An image as its last row describes it.
 *
 * @param path in the gallery; empty if the row names none
 * @param sha256 lower-case hex; empty if the row has none
 */
public record IndexedImage(String key, String path, long bytes, String sha256)
    implements Serializable {

  /** Images in so many partitions, one a task. */
  public static JavaRDD<List<IndexedImage>> partitions(JavaRDD<IndexedImage> images, int parts) {
    return HashPartitions.by(IndexedImage::path, images, parts).glom();
  }
}
