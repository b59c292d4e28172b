package phosphene.job.atlas;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import phosphene.cluster.Storage;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.CropSheet;
import phosphene.gallery.Layout;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.Photos;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.Rows;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.job.atlas.CropTask.Spot;
import phosphene.job.run.SheetFunction;

/**
 * Draws sheets of what excites units, from the images that a gallery of scans keeps. A photo that
 * is gone from there leaves its place dark.
 *
 * @param done learns that work goes on
 */
record CropWorker(String scans, String output, WorkCounters done)
    implements SheetFunction<CropTask> {
  // What a network sees is some hundred pixels wide. A larger image was not written by a scan, and
  // would not fit into memory beside others.
  private static final long MOST_PIXELS = 2048 * 2048;
  // That of the page: there are units which nothing excites.
  private static final float[] GROUND = {0.06f, 0.07f, 0.16f};

  @Override
  public String object(CropTask task) {
    return task.path();
  }

  @Override
  public void draw(CropTask task) {
    ObjectStore from = Storage.open(scans);
    Raster sheet = blank();
    Map<String, List<Spot>> photos =
        task.spots().stream().collect(Collectors.groupingBy(Spot::photo));
    photos.forEach(
        (photo, spots) ->
            image(from, photo).ifPresent(image -> spots.forEach(spot -> draw(image, spot, sheet))));
    byte[] bytes = Photos.encode(sheet, Photo.of(sheet, Format.JPEG), Metadata.NONE, Map.of());
    Storage.open(output).write(task.path(), bytes);
  }

  private static Raster blank() {
    int size = CropSheet.SIDE * CropSheet.SIDE;
    float[] planes = new float[3 * size];
    for (int c = 0; c < 3; c++) {
      Arrays.fill(planes, c * size, (c + 1) * size, GROUND[c]);
    }
    return new Raster(CropSheet.SIDE, CropSheet.SIDE, planes);
  }

  private Optional<Rows> image(ObjectStore store, String photo) {
    done.keepAlive();
    try {
      return store
          .find(Layout.scan(photo, Layout.Scan.PICTURE))
          .map(bytes -> Photos.decode(bytes, MOST_PIXELS).levels());
    } catch (UnreadableImageException e) {
      return Optional.empty();
    }
  }

  private static void draw(Rows image, Spot spot, Raster sheet) {
    Area part = part(spot, image.width(), image.height());
    float[] crop = Bicubic.resize(image, part, CropSheet.PHOTO, CropSheet.PHOTO).planes();
    int left = CropSheet.x(spot.channel(), spot.place());
    int top = CropSheet.y(spot.channel(), spot.place());
    for (int row = 0; row < 3 * CropSheet.PHOTO; row++) { // of all three planes
      int plane = row / CropSheet.PHOTO * CropSheet.SIDE;
      int y = plane + top + row % CropSheet.PHOTO;
      System.arraycopy(
          crop, row * CropSheet.PHOTO, sheet.planes(), y * CropSheet.SIDE + left, CropSheet.PHOTO);
    }
  }

  /**
   * What excited a unit, in the image of what the network saw: the smallest square around it that
   * the image has room for.
   */
  static Area part(Spot spot, int width, int height) {
    Area square = spot.square();
    Area box = spot.box();
    double scale = (double) width / square.width();
    int side = (int) Math.ceil(Math.max(box.width(), box.height()) * scale);
    side = Math.max(1, Math.min(side, Math.min(width, height)));
    double x = (box.x() - square.x() + box.width() / 2.0) * scale - side / 2.0;
    double y = (box.y() - square.y() + box.height() / 2.0) * scale - side / 2.0;
    return new Area(
        (int) Math.round(Math.max(0, Math.min(x, width - side))),
        (int) Math.round(Math.max(0, Math.min(y, height - side))),
        side,
        side);
  }
}
