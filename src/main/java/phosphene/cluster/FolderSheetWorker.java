package phosphene.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.gallery.ObjectName;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.PhotoCollection;
import phosphene.gallery.StoreException;
import phosphene.image.Raster;
import phosphene.image.Sheet;
import phosphene.image.UnreadableImageException;

/**
 * Draws contact sheets of photos beside their dreams on executors; returns the path of each. It
 * holds one picture and one sheet at a time.
 *
 * @param done hears that it goes on
 */
record FolderSheetWorker(DreamOrder order, long pixelLimit, WorkCount done)
    implements Dispatch.Work<FolderSheet, String> {
  // 160: about what the tiles of other sheets have.
  private static final int SIDE = 160;
  private static final int GAP = 4;
  // The ground of sheets, 0x14141a.
  private static final float[] GROUND = {0x14 / 255f, 0x14 / 255f, 0x1a / 255f};
  private static final float[] FAILED = {0.29f, 0.13f, 0.15f};

  @Override
  public String work(FolderSheet task) {
    ObjectStore store = Storage.open(order.output());
    PhotoCollection photos = PhotoCollection.open(order.place(), Storage.ofTask());
    int cells = 1 + task.strips().get(0).dreams().size();
    int width = cells * (SIDE + GAP) - GAP;
    List<String> names = task.strips().stream().map(strip -> name(strip.photo())).toList();
    Sheet sheet = Sheet.of(task.title(), names, width, SIDE);
    for (int i = 0; i < task.strips().size(); i++) {
      FolderSheet.Strip strip = task.strips().get(i);
      if (strip.dreams().stream().allMatch(String::isEmpty)) {
        sheet.failed(i, names.get(i));
        continue;
      }
      Raster raster = ground(width);
      draw(raster, 0, photo(photos, strip.photo()));
      for (int dream = 0; dream < strip.dreams().size(); dream++) {
        draw(raster, dream + 1, dream(store, strip.dreams().get(dream)));
      }
      sheet.rendered(i, names.get(i), raster);
    }
    store.write(task.path(), sheet.png(Map.of("Title", task.title())));
    return task.path();
  }

  private static String name(String photo) {
    return photo.substring(photo.lastIndexOf('/') + 1);
  }

  private static Raster ground(int width) {
    float[] planes = new float[3 * width * SIDE];
    for (int plane = 0; plane < 3; plane++) {
      Arrays.fill(planes, plane * width * SIDE, (plane + 1) * width * SIDE, GROUND[plane]);
    }
    return new Raster(width, SIDE, planes);
  }

  private Optional<byte[]> photo(PhotoCollection photos, String path) {
    try {
      return Optional.of(
          Storage.patience()
              .call(order.place().root(), () -> photos.read(path, PhotoDesk.MOST_BYTES)));
    } catch (StoreException e) {
      return Optional.empty(); // gone since: its place stays dark
    }
  }

  private static Optional<byte[]> dream(ObjectStore store, String path) {
    return ObjectName.valid(path) ? store.find(path) : Optional.empty();
  }

  /** Draws a picture into a cell, shrunk to fit; one that is not there is a red square. */
  private void draw(Raster strip, int cell, Optional<byte[]> file) {
    int left = cell * (SIDE + GAP);
    Optional<Raster> picture = file.flatMap(this::thumbnail);
    if (picture.isEmpty()) {
      fill(strip, left);
      return;
    }
    Raster small = picture.get();
    int x = left + (SIDE - small.width()) / 2;
    int y = (SIDE - small.height()) / 2;
    for (int plane = 0; plane < 3; plane++) {
      for (int row = 0; row < small.height(); row++) {
        System.arraycopy(
            small.planes(),
            (plane * small.height() + row) * small.width(),
            strip.planes(),
            (plane * SIDE + y + row) * strip.width() + x,
            small.width());
      }
    }
  }

  private static void fill(Raster strip, int left) {
    for (int plane = 0; plane < 3; plane++) {
      for (int row = 0; row < SIDE; row++) {
        int from = (plane * SIDE + row) * strip.width() + left;
        Arrays.fill(strip.planes(), from, from + SIDE, FAILED[plane]);
      }
    }
  }

  private Optional<Raster> thumbnail(byte[] file) {
    try {
      return Optional.of(new Miniatures(pixelLimit, done).open(file, SIDE));
    } catch (UnreadableImageException | OutOfMemoryError e) {
      return Optional.empty(); // a sheet without it is better than none
    }
  }
}
