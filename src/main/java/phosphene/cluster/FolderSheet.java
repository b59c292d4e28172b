package phosphene.cluster;

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
   * A photo with its dreams beside it.
   *
   * @param photo its path in the collection
   * @param dreams paths in the gallery in the order of the title's mixes, empty for one that is not
   *     there
   */
  record Strip(String photo, List<String> dreams) implements Serializable {
    Strip {
      dreams = List.copyOf(dreams);
    }
  }
}
