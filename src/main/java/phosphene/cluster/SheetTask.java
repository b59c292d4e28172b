package phosphene.cluster;

import java.io.Serializable;
import java.util.List;

/** The contact sheet of a layer that is to be drawn. */
record SheetTask(String layer, String title, int size, List<Place> places) implements Serializable {
  SheetTask {
    places = List.copyOf(places);
  }

  /**
   * A tile on the sheet.
   *
   * @param path in the gallery, if there is a picture
   * @param status of its row, or {@link #MISSING}
   */
  record Place(String caption, String path, String status) implements Serializable {
    /** No row says anything of it. */
    static final String MISSING = "missing";
  }
}
