package phosphene.job.dream;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import phosphene.cluster.Storage;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.store.ObjectName;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.PhotoCollection;
import phosphene.gallery.store.StoreException;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.sheet.Sheet;
import phosphene.job.dream.FolderSheet.Stored;
import phosphene.job.photos.PhotoReader;
import phosphene.job.photos.Thumbnails;
import phosphene.job.run.SheetFunction;

/**
 * Draws contact sheets of photos beside their dreams on executors. It holds one image and one sheet
 * at a time.
 *
 * @param workCounters shows that it goes on
 */
public record FolderSheetWorker(DreamContext context, long pixelLimit, WorkCounters workCounters)
    implements SheetFunction<FolderSheet> {
  // 160: about what the tiles of other sheets have.
  private static final int SIDE = 160;
  private static final int GAP = 4;
  // The ground of sheets, 0x14141a.
  private static final float[] GROUND = {0x14 / 255f, 0x14 / 255f, 0x1a / 255f};
  private static final float[] FAILED = {0.29f, 0.13f, 0.15f};

  @Override
  public String object(FolderSheet task) {
    return task.path();
  }

  @Override
  public void draw(FolderSheet task) {
    ObjectStore store = Storage.open(context.output());
    PhotoCollection photos = PhotoCollection.open(context.place(), Storage.ofTask());
    int side = side(1 + task.strips().get(0).dreams().size());
    int width = task.strips().get(0).dreams().size() * (side + GAP) + side;
    List<String> names = task.strips().stream().map(strip -> name(strip.photo().path())).toList();
    Sheet sheet = Sheet.of(task.title(), names, width, side);
    for (int i = 0; i < task.strips().size(); i++) {
      FolderSheet.Strip strip = task.strips().get(i);
      if (strip.dreams().stream().allMatch(Stored.NONE::equals)) {
        sheet.failed(i, names.get(i));
        continue;
      }
      Raster raster = ground(width, side);
      draw(raster, 0, thumbnail(strip.photo(), () -> read(photos, strip.photo().path()), side));
      for (int at = 0; at < strip.dreams().size(); at++) {
        Stored dream = strip.dreams().get(at);
        draw(raster, at + 1, thumbnail(dream, () -> dream(store, dream.path()), side));
      }
      sheet.rendered(i, names.get(i), raster);
    }
    store.write(task.path(), sheet.png(Map.of("Title", task.title())));
  }

  /** Of an image on a sheet with so many in a row: no wider than a sheet can be. */
  public static int side(int cells) {
    return Math.max(1, Math.min(SIDE, (Sheet.WIDEST + GAP) / cells - GAP));
  }

  private static String name(String photo) {
    return photo.substring(photo.lastIndexOf('/') + 1);
  }

  private static Raster ground(int width, int side) {
    float[] planes = new float[3 * width * side];
    for (int plane = 0; plane < 3; plane++) {
      Arrays.fill(planes, plane * width * side, (plane + 1) * width * side, GROUND[plane]);
    }
    return new Raster(width, side, planes);
  }

  private Optional<byte[]> read(PhotoCollection photos, String path) {
    try {
      return Optional.of(
          Storage.retryPolicy()
              .call(context.place().root(), () -> photos.read(path, PhotoReader.MOST_BYTES)));
    } catch (StoreException e) {
      return Optional.empty(); // gone since: its place stays dark
    }
  }

  private static Optional<byte[]> dream(ObjectStore store, String path) {
    return ObjectName.valid(path) ? store.find(path) : Optional.empty();
  }

  /** Draws an image into a cell, shrunk to fit; one that is not there is a red square. */
  private static void draw(Raster strip, int cell, Optional<Raster> image) {
    int side = strip.height();
    int left = cell * (side + GAP);
    if (image.isEmpty()) {
      fill(strip, left);
      return;
    }
    Raster small = image.get();
    int x = left + (side - small.width()) / 2;
    int y = (side - small.height()) / 2;
    for (int plane = 0; plane < 3; plane++) {
      for (int row = 0; row < small.height(); row++) {
        System.arraycopy(
            small.planes(),
            (plane * small.height() + row) * small.width(),
            strip.planes(),
            (plane * side + y + row) * strip.width() + x,
            small.width());
      }
    }
  }

  private static void fill(Raster strip, int left) {
    int side = strip.height();
    for (int plane = 0; plane < 3; plane++) {
      for (int row = 0; row < side; row++) {
        int from = (plane * side + row) * strip.width() + left;
        Arrays.fill(strip.planes(), from, from + side, FAILED[plane]);
      }
    }
  }

  private Optional<Raster> thumbnail(Stored image, Supplier<Optional<byte[]>> file, int side) {
    if (image.equals(Stored.NONE) || image.bytes() > PhotoReader.MOST_BYTES) {
      return Optional.empty();
    }
    try {
      Supplier<byte[]> bytes = () -> file.get().orElse(new byte[0]);
      return Optional.of(new Thumbnails(pixelLimit, workCounters).open(image.bytes(), bytes, side));
    } catch (UnreadableImageException | OutOfMemoryError e) {
      return Optional.empty(); // a sheet without it is better than none
    }
  }
}
