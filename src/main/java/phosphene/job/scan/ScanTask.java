package phosphene.job.scan;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import phosphene.gallery.RowOrder;
import phosphene.plan.PhotoFile;

/**
 * Photos that are scanned together.
 *
 * @param asked when, by the driver's clock
 * @param order of their rows: of several rows of a photo the one that was asked for last counts
 */
record ScanTask(List<Asked> photos, Instant asked, RowOrder order) implements Serializable {
  ScanTask {
    photos = List.copyOf(photos);
  }

  /**
   * A photo.
   *
   * @param old SHA-256 of its bytes when it was last scanned; empty if it was not
   */
  record Asked(PhotoFile photo, String old) implements Serializable {}
}
