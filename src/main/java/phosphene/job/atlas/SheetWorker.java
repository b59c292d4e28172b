package phosphene.job.atlas;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.cluster.Storage;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.Layout;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.sheet.Sheet;
import phosphene.job.photos.HeapGate;
import phosphene.job.run.SheetFunction;

/**
 * Draws contact sheets on executors.
 *
 * @param done learns that work goes on
 */
record SheetWorker(String output, WorkCounters done) implements SheetFunction<SheetTask> {
  // Behind what is transparent of a tile: between the paper's white and the sheet's own dark.
  private static final float GROUND = 0.5f;

  @Override
  public String object(SheetTask task) {
    return task.places().size() <= Sheet.MOST_TILES
        ? Layout.sheet(task.group())
        : Layout.sheet(task.group(), 1);
  }

  @Override
  public void draw(SheetTask task) {
    draw(task, Storage.open(output));
  }

  /**
   * Stores the pages elsewhere. The first page is stored last: it says that the others are there.
   */
  void draw(SheetTask task, ObjectStore store) {
    List<SheetTask> pages = task.pages();
    for (int page = pages.size(); page > 1; page--) {
      store.write(Layout.sheet(task.group(), page), page(pages.get(page - 1), store));
    }
    store.write(object(task), page(pages.get(0), store));
  }

  private byte[] page(SheetTask page, ObjectStore store) {
    HeapGate gate = HeapGate.ofProcess();
    long bytes = Sheet.heapBytes(page.title(), page.captions(), page.width(), page.size());
    // One that takes more than there is finds out.
    HeapGate.Pass pass = gate.enter(Math.min(bytes, gate.capacity()), done::keepAlive);
    try {
      Sheet sheet = Sheet.of(page.title(), page.captions(), page.width(), page.size());
      for (int i = 0; i < page.places().size(); i++) {
        done.keepAlive();
        draw(sheet, page.size(), i, page.places().get(i), store);
      }
      return sheet.png(Map.of("Title", page.title()));
    } finally {
      pass.close();
    }
  }

  private static void draw(
      Sheet sheet, int size, int at, SheetTask.Place place, ObjectStore store) {
    if (place.status().equals(TileRow.FAILED)) {
      sheet.failed(at, place.caption());
      return;
    }
    Optional<byte[]> file = place.path().isEmpty() ? Optional.empty() : store.find(place.path());
    if (file.isEmpty()) {
      sheet.missing(at, place.caption());
      return;
    }
    Raster raster;
    try {
      raster = Png.decode(file.get()).over(GROUND);
    } catch (UnreadableImageException e) {
      sheet.failed(at, place.caption());
      return;
    }
    if (place.status().equals(TileRow.DEAD)) {
      sheet.dead(at, place.caption(), sized(raster, size));
    } else {
      sheet.rendered(at, place.caption(), sized(raster, size));
    }
  }

  /** A neuron's tile is as large as what it sees: smaller than the others. */
  private static Raster sized(Raster tile, int size) {
    return tile.width() >= size
        ? tile
        : Bicubic.resize(tile, new Area(0, 0, tile.width(), tile.height()), size, size);
  }
}
