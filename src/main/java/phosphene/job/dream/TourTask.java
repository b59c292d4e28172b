package phosphene.job.dream;

import java.io.Serializable;
import java.util.List;

/**
 * The tour of one photo that is to be filmed.
 *
 * @param bytes of the photo
 * @param stops in the order of the network
 */
record TourTask(String photo, long bytes, List<Stop> stops) implements Serializable {
  TourTask {
    stops = List.copyOf(stops);
  }

  /**
   * A dream on the way.
   *
   * @param path in the gallery
   */
  record Stop(String mix, String path, long bytes) implements Serializable {}
}
