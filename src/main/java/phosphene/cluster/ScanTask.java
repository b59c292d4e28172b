package phosphene.cluster;

import java.io.Serializable;
import java.util.List;
import phosphene.plan.PhotoFile;

/** Photos that are scanned together. */
record ScanTask(List<Asked> photos) implements Serializable {
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
