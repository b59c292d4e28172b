package phosphene.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.gallery.Layout;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.TileRow;
import phosphene.image.Png;
import phosphene.image.Raster;
import phosphene.image.Sheet;
import phosphene.image.UnreadableImageException;

/**
 * Draws contact sheets on executors; returns the path of each.
 *
 * @param done hears that it goes on
 */
record SheetWorker(String output, WorkCount done) implements Dispatch.Work<SheetTask, String> {
  @Override
  public String work(SheetTask task) {
    ObjectStore store = Storage.open(output);
    List<String> captions = task.places().stream().map(place -> place.caption()).toList();
    Sheet sheet = Sheet.of(task.title(), captions, task.size(), task.size());
    for (int i = 0; i < task.places().size(); i++) {
      done.goOn();
      draw(sheet, i, task.places().get(i), store);
    }
    String path = Layout.sheet(task.layer());
    store.write(path, sheet.png(Map.of("Title", task.title())));
    return path;
  }

  private static void draw(Sheet sheet, int at, SheetTask.Place place, ObjectStore store) {
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
      raster = Png.decode(file.get()).raster();
    } catch (UnreadableImageException e) {
      sheet.failed(at, place.caption());
      return;
    }
    if (place.status().equals(TileRow.DEAD)) {
      sheet.dead(at, place.caption(), raster);
    } else {
      sheet.rendered(at, place.caption(), raster);
    }
  }
}
