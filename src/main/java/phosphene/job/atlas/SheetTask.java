package phosphene.job.atlas;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import phosphene.image.sheet.Sheet;
import phosphene.plan.TileGroup;

/**
 * The contact sheet of a layer in a rendering that is to be drawn: a page, or several.
 *
 * @param size of a picture in pixels
 * @param pictures of a tile, side by side
 */
record SheetTask(TileGroup group, String title, int size, int pictures, List<Place> places)
    implements Serializable {
  SheetTask {
    places = List.copyOf(places);
  }

  /** What a sheet holds at most, in its order. */
  List<SheetTask> pages() {
    List<SheetTask> pages = new ArrayList<>();
    int count = (places.size() + Sheet.MOST_TILES - 1) / Sheet.MOST_TILES;
    for (int i = 0; i < count; i++) {
      int end = Math.min(places.size(), (i + 1) * Sheet.MOST_TILES);
      String page = count == 1 ? "" : "   page " + (i + 1) + " of " + count;
      pages.add(
          new SheetTask(group, title + page, size, pictures, places.subList(i * Sheet.MOST_TILES, end)));
    }
    return pages;
  }

  /** Of a tile in pixels. */
  int width() {
    return size * pictures;
  }

  List<String> captions() {
    return places.stream().map(Place::caption).toList();
  }

  /**
   * A tile on the sheet.
   *
   * @param path in the gallery, if there is an image
   * @param status of its row, or {@link #MISSING}
   */
  record Place(String caption, String path, String status) implements Serializable {
    /** No row says anything of it. */
    static final String MISSING = "missing";
  }
}
