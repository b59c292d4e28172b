package phosphene.job.flight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.TaskKilledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.Layout;
import phosphene.gallery.Layout.Film;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.image.Photos;
import phosphene.image.film.FilmWriter;
import phosphene.image.film.Films;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.sheet.Sheet;
import phosphene.spec.FlightPath;

/**
 * Films flights on executors from their stored frames, and draws their contact sheets over time;
 * returns what went wrong, or nothing. It holds a frame at a time.
 *
 * @param output the gallery
 * @param network by its name
 * @param workCounters shows that it goes on
 */
record FilmWorker(String output, String network, WorkCounters workCounters)
    implements Dispatch.Work<FilmTask, String> {
  private static final Logger LOG = LoggerFactory.getLogger(FilmWorker.class);
  // A GIF of ten seconds and 256 pixels has some 15 MB; nobody wants a longer one.
  private static final double GIF_SECONDS = 10;
  private static final int GIF_SIDE = 256;
  private static final int GIF_RATE = 12;
  private static final int SHEET_FRAMES = 24;
  private static final int SHEET_SIDE = 192;
  private static final double POSTER = 0.5;

  @Override
  public String work(FilmTask task) {
    return work(task, Storage.open(output));
  }

  /** Stores the films elsewhere. */
  String work(FilmTask task, ObjectStore store) {
    try {
      new FlightFilms(task, store, network, workCounters).make();
      return "";
    } catch (TaskKilledException e) {
      throw e;
    } catch (UnreadableImageException | StoreException | UncheckedIOException e) {
      return task.flight() + ": Cannot film the flight: " + e.getMessage();
    } catch (OutOfMemoryError | RuntimeException e) {
      LOG.error("Cannot film {}", task.flight(), e);
      return task.flight() + ": Cannot film the flight: " + e;
    }
  }

  /** Whether a flight of so many frames gets a GIF. */
  static boolean brief(int frames, int fps) {
    return (double) frames / fps <= GIF_SECONDS;
  }

  /** The films of one flight. */
  private record FlightFilms(
      FilmTask task, ObjectStore store, String network, WorkCounters workCounters) {

    /** Writes poster, sheet and films; last the MP4, which says that the others are there. */
    void make() {
      int frames = task.frames();
      store.write(Layout.film(task.flight(), Film.POSTER), bytes((int) (POSTER * (frames - 1))));
      store.write(Layout.flightSheet(task.flight()), sheet());
      if (brief(frames, task.fps())) {
        write(Film.GIF);
      } else {
        store.delete(Layout.film(task.flight(), Film.GIF)); // of when it was shorter
      }
      write(Film.WEBM);
      write(Film.MP4);
    }

    private byte[] bytes(int frame) {
      String name = Layout.frame(task.flight(), task.key(), frame);
      return store
          .find(name)
          .orElseThrow(() -> new UncheckedIOException(new IOException(name + " is not there")));
    }

    private Raster frame(int number) {
      workCounters.keepAlive();
      return Photos.decode(
              bytes(number), Layout.frame(task.flight(), task.key(), number), Integer.MAX_VALUE)
          .raster();
    }

    private byte[] sheet() {
      int frames = task.frames();
      int count = Math.min(frames, SHEET_FRAMES);
      List<Integer> numbers =
          IntStream.range(0, count)
              .mapToObj(i -> count == 1 ? 0 : (int) ((long) i * (frames - 1) / (count - 1)))
              .toList();
      FlightPath path = FlightPath.read("path", task.path());
      List<String> captions = numbers.stream().map(number -> caption(path, number)).toList();
      String title = network + " " + task.flight();
      int side = Math.min(SHEET_SIDE, task.side());
      Sheet sheet = Sheet.of(title, captions, side, side);
      for (int i = 0; i < count; i++) {
        sheet.rendered(i, captions.get(i), Films.fit(frame(numbers.get(i)), side));
      }
      return sheet.png(Map.of("Title", title));
    }

    /** Such as {@code 2.5 s block3_conv3/223}: of several units the strongest. */
    private String caption(FlightPath path, int number) {
      double time = (double) number / task.fps();
      return String.format(
          Locale.ROOT, "%.1f s %s", time, path.at(time).units().strongest().text());
    }

    private void write(Film kind) {
      try {
        Path file =
            Files.createTempFile("phosphene-flight", "." + kind.name().toLowerCase(Locale.ROOT));
        try {
          try (FilmWriter film = writer(kind, file)) {
            frames(kind, film);
          }
          store.write(Layout.film(task.flight(), kind), Files.readAllBytes(file));
        } finally {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private FilmWriter writer(Film kind, Path file) {
      return switch (kind) {
        case MP4 -> Films.mp4(file, task.side(), task.side(), task.fps());
        case WEBM -> Films.webm(file, task.side(), task.side(), task.fps());
        case GIF -> {
          int side = Math.min(GIF_SIDE, task.side());
          yield Films.gif(file, side, side, (double) task.fps() / every());
        }
        case POSTER -> throw new IllegalArgumentException("a poster is no film");
      };
    }

    /** Of how many frames a GIF shows one. */
    private int every() {
      return Math.max(1, Math.round((float) task.fps() / GIF_RATE));
    }

    private void frames(Film kind, FilmWriter film) {
      int step = kind == Film.GIF ? every() : 1;
      for (int i = 0; i < task.frames(); i += step) {
        Raster frame = frame(i);
        film.add(kind == Film.GIF ? Films.fit(frame, GIF_SIDE) : frame);
      }
    }
  }
}
