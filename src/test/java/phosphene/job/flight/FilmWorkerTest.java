package phosphene.job.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;
import org.apache.spark.TaskKilledException;
import org.apache.spark.util.LongAccumulator;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.Layout;
import phosphene.gallery.Layout.Film;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;
import phosphene.plan.FlightKey;
import phosphene.spec.FlightPath;
import phosphene.spec.Keyframe;
import phosphene.spec.Mix;
import phosphene.spec.Motion;

/** Films from stored frames. */
class FilmWorkerTest {
  private static final int SIDE = 16;
  private static final FlightKey KEY = new FlightKey("0".repeat(64));

  private final WorkCounters workCounters =
      new WorkCounters(new LongAccumulator(), new LongAccumulator(), new LongAccumulator());
  private final FilmWorker worker = new FilmWorker("memory:/gallery", "toy", workCounters);

  @TempDir Path folder;
  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void beWithinATask() {
    TaskContext$.MODULE$.setTaskContext(TaskContext$.MODULE$.empty());
  }

  @AfterEach
  void leaveTheTask() {
    TaskContext$.MODULE$.unset();
  }

  /** A flight whose frames are stored. */
  private FilmTask flight(int frames, int fps) {
    for (int i = 0; i < frames; i++) {
      float[] planes = new float[3 * SIDE * SIDE];
      planes[i % planes.length] = 1;
      store.write(
          Layout.frame("flight", KEY, i), Png.encode(new Raster(SIDE, SIDE, planes), Map.of()));
    }
    Keyframe always =
        new Keyframe(0, Mix.of("a"), Motion.STILL, 1, Keyframe.Ease.LINEAR, "x.yaml:1");
    String path = new FlightPath(List.of(always), (double) frames / fps).json();
    return new FilmTask("flight", KEY, path, frames, fps, SIDE);
  }

  private Optional<byte[]> film(Film kind) {
    return store.find(Layout.film("flight", kind));
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "12, 12", "25, 12.5", "30, 10", "50, 12.5", "60, 12"})
  void aGifTakesAsLongAsTheFlight(int fps, double shown) throws IOException {
    assertThat(worker.work(flight(3 * fps, fps), store)).isEmpty();

    Path gif = Files.write(folder.resolve("film.gif"), film(Film.GIF).orElseThrow());
    try (FFmpegFrameGrabber film = new FFmpegFrameGrabber(gif.toFile())) {
      film.start();
      int frames = 0;
      long last = 0;
      while (film.grabImage() != null) {
        last = film.getTimestamp();
        frames++;
      }
      assertThat(frames).isEqualTo((int) Math.ceil(3 * shown));
      assertThat(last / 1e6).isBetween((frames - 1) / shown - 0.006, (frames - 1) / shown + 0.006);
    }
  }

  @Test
  void aFlightThatBecameLongerHasNoGif() {
    worker.work(flight(20, 2), store);
    assertThat(film(Film.GIF)).isPresent();

    assertThat(worker.work(flight(21, 2), store)).isEmpty();

    assertThat(film(Film.GIF)).isEmpty();
    assertThat(film(Film.MP4)).isPresent();
  }

  @Test
  void filmingGivesASignOfLifeForEachFrame() {
    worker.work(flight(21, 2), store);

    assertThat(workCounters.signs().value())
        .as("of the sheet and two films")
        .isGreaterThanOrEqualTo(3 * 21);
  }

  @Test
  void filmingEndsWithItsJob() {
    FilmTask task = flight(20, 10);
    Cancelled cancelled = new Cancelled(store, Layout.frame("flight", KEY, 19));

    assertThatThrownBy(() -> worker.work(task, cancelled)).isInstanceOf(TaskKilledException.class);

    assertThat(film(Film.MP4)).isEmpty();
    assertThat(film(Film.GIF)).isEmpty();
  }

  /** A store whose job is cancelled while it reads an object. */
  private static final class Cancelled extends ForwardingStore {
    private final String name;

    Cancelled(ObjectStore store, String name) {
      super(store);
      this.name = name;
    }

    @Override
    public Optional<byte[]> find(String asked) {
      if (asked.equals(name)) {
        TaskContext.get().markInterrupted("cancelled");
      }
      return super.find(asked);
    }
  }
}
