package phosphene.job.dream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.TaskKilledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.Layout;
import phosphene.gallery.Layout.Tour;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.PhotoCollection;
import phosphene.gallery.store.StoreException;
import phosphene.image.film.FilmSequence;
import phosphene.image.film.FilmWriter;
import phosphene.image.film.Films;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.sheet.Sheet;
import phosphene.job.photos.PhotoReader;
import phosphene.job.photos.Thumbnails;

/**
 * Films tours on executors from the stored dreams, and draws their contact sheets; returns what
 * went wrong, or nothing. It holds three small images at a time.
 *
 * @param workCounters shows that it goes on
 */
record TourWorker(DreamContext context, long pixelLimit, WorkCounters workCounters)
    implements Dispatch.Work<TourTask, String> {
  private static final Logger LOG = LoggerFactory.getLogger(TourWorker.class);
  private static final int FILM = 1280;
  private static final int FILM_RATE = 25;
  // A GIF of 17 layers of this size has some 10 MB.
  private static final int GIF = 480;
  private static final int GIF_RATE = 10;
  private static final double HOLD = 1;
  private static final double FADE = 0.5;
  private static final int SHEET = 256;
  private static final String PHOTO = "photo";
  // What a film takes at least.
  private static final int LEAST = 16;

  @Override
  public String work(TourTask task) {
    try {
      new TourOutputs(task).make();
      return "";
    } catch (TaskKilledException e) {
      throw e;
    } catch (UnreadableImageException | StoreException | UncheckedIOException e) {
      return task.photo() + ": Cannot film the tour: " + e.getMessage();
    } catch (OutOfMemoryError | RuntimeException e) {
      LOG.error("Cannot film the tour of {}", task.photo(), e);
      return task.photo() + ": Cannot film the tour: " + e;
    }
  }

  /** The tour of one photo. */
  private final class TourOutputs {
    private final TourTask task;
    private final ObjectStore store = Storage.open(context.output());

    TourOutputs(TourTask task) {
      this.task = task;
    }

    /** Writes the sheet, the GIF and, last, the film: it says that the others are there. */
    void make() {
      store.write(Layout.tour(task.photo(), Tour.SHEET), sheet());
      store.write(Layout.tour(task.photo(), Tour.GIF), film(Tour.GIF, GIF, GIF_RATE));
      store.write(Layout.tour(task.photo(), Tour.MP4), film(Tour.MP4, FILM, FILM_RATE));
    }

    private byte[] sheet() {
      List<TourTask.Stop> stops = task.stops();
      Raster photo = original(SHEET);
      String title = context.provenance().network().name() + " " + task.photo();
      List<String> captions = new ArrayList<>(stops.stream().map(stop -> stop.mix()).toList());
      captions.add(PHOTO);
      Sheet sheet = Sheet.of(title, captions, photo.width(), photo.height());
      for (int i = 0; i < stops.size(); i++) {
        sheet.rendered(i, stops.get(i).mix(), dream(stops.get(i), SHEET));
      }
      sheet.rendered(stops.size(), PHOTO, photo);
      return sheet.png(Map.of("Title", title));
    }

    private byte[] film(Tour kind, int longest, int rate) {
      Raster first = dream(task.stops().get(0), longest);
      try {
        Path file =
            Files.createTempFile("phosphene-tour", "." + kind.name().toLowerCase(Locale.ROOT));
        try {
          try (FilmWriter film = writer(kind, file, first, rate)) {
            new FilmSequence(HOLD, FADE, rate).play(() -> scenes(longest), film);
          }
          return Files.readAllBytes(file);
        } finally {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static FilmWriter writer(Tour kind, Path file, Raster size, int rate) {
      return kind == Tour.GIF
          ? Films.gif(file, size.width(), size.height(), rate)
          : Films.mp4(file, size.width(), size.height(), rate);
    }

    /** The dreams, then the photo, each opened when its turn comes. */
    private Iterator<FilmSequence.Scene> scenes(int longest) {
      List<TourTask.Stop> stops = new ArrayList<>(task.stops());
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next <= stops.size();
        }

        @Override
        public FilmSequence.Scene next() {
          if (next == stops.size()) {
            next++;
            return new FilmSequence.Scene(original(longest), "");
          }
          TourTask.Stop stop = stops.get(next++);
          return new FilmSequence.Scene(dream(stop, longest), stop.mix());
        }
      };
    }

    private Raster original(int longest) {
      PhotoCollection photos = PhotoCollection.open(context.place(), Storage.ofTask());
      Supplier<byte[]> photo =
          () ->
              Storage.retryPolicy()
                  .call(
                      context.place().root(),
                      () -> photos.read(task.photo(), PhotoReader.MOST_BYTES));
      return fit(task.bytes(), photo, longest);
    }

    private Raster dream(TourTask.Stop stop, int longest) {
      return fit(stop.bytes(), () -> store.find(stop.path()).orElse(new byte[0]), longest);
    }

    /** Small enough for {@code longest}, and of whole pixels made larger where a film wants it. */
    private Raster fit(long bytes, Supplier<byte[]> file, int longest) {
      Raster small = new Thumbnails(pixelLimit, workCounters).open(bytes, file, longest);
      int side = Math.min(small.width(), small.height());
      return side >= LEAST ? small : enlarged(small, (LEAST + side - 1) / side);
    }

    private static Raster enlarged(Raster small, int factor) {
      int width = small.width() * factor;
      int height = small.height() * factor;
      float[] planes = new float[3 * width * height];
      for (int i = 0; i < planes.length; i++) {
        int row = i / width / factor; // the rows of three planes, one below the other
        planes[i] = small.planes()[row * small.width() + i % width / factor];
      }
      return new Raster(width, height, planes);
    }
  }
}
