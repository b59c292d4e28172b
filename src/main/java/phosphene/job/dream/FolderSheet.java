package phosphene.job.dream;

import java.io.Serializable;
import java.util.List;

/**
 * A contact sheet of some photos of a folder that is to be drawn.
 *
 * @param path of the sheet in the gallery
 * @param strips a photo each
 */
record FolderSheet(String path, String title, List<Strip> strips) implements Serializable {
  FolderSheet {
    strips = List.copyOf(strips);
  }

  /**
   * An image that is stored.
   *
   * @param path in the collection or the gallery; empty for one that is not there
   */
  record Stored(String path, long bytes) implements Serializable {
    static final Stored NONE = new Stored("", 0);
  }

  /**
   * A photo with its dreams beside it.
   *
   * @param dreams in the order of the title's mixes
   */
  record Strip(Stored photo, List<Stored> dreams) implements Serializable {
    Strip {
      dreams = List.copyOf(dreams);
    }
  }
}
