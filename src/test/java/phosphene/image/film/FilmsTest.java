package phosphene.image.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Deterministic;
import phosphene.image.Samples;
import phosphene.image.codec.PngTest;
import phosphene.image.pixel.Raster;

class FilmsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"64, 48, 64, 48", "65, 47, 66, 48", "16, 17, 16, 18"})
  void filmsAreReadBackAsTheyWereWritten(int width, int height, int across, int down)
      throws IOException {
    Path file = folder.resolve("film.mp4");
    List<Raster> frames = waves(width, height, 25);

    write(Films.mp4(file, width, height, 10), frames);

    Film film = Film.read(file);
    assertThat(film.frames).hasSize(25);
    assertThat(film.fps).isEqualTo(10);
    assertThat(film.codec).isEqualTo(avcodec.AV_CODEC_ID_H264);
    for (int i = 0; i < 25; i++) {
      assertThat(film.frames.get(i).width()).isEqualTo(across);
      assertThat(film.frames.get(i).height()).isEqualTo(down);
      assertThat(Samples.psnr(part(film.frames.get(i), width, height), frames.get(i)))
          .isGreaterThan(30);
    }
  }

  @Deterministic
  @ParameterizedTest
  @ValueSource(strings = {"mp4", "gif"})
  void theSameFramesGiveTheSameBytes(String kind) throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");

    write(open(kind, one), waves(64, 48, 9));
    write(open(kind, two), waves(64, 48, 9));

    assertThat(one).hasSameBinaryContentAs(two);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void gifsKeepTheirColors() throws IOException {
    Path file = folder.resolve("film.gif");
    List<Raster> frames = waves(60, 40, 6);

    write(Films.gif(file, 60, 40, 10), frames);

    Film film = Film.read(file);
    assertThat(film.frames).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(Samples.psnr(film.frames.get(i), frames.get(i))).isGreaterThan(28);
    }
  }

  @Test
  void heldFramesOfAGifAreStoredOnceAndShownAsLong() throws IOException {
    List<Raster> waves = waves(60, 40, 2);
    List<Raster> frames = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      frames.add(waves.get(i < 7 ? 0 : 1));
    }
    Path file = folder.resolve("film.gif");

    write(Films.gif(file, 60, 40, 7), frames);

    Film film = Film.read(file);
    assertThat(film.frames).hasSize(2);
    assertThat(film.times).containsExactly(0L, 1_000_000L);
    assertThat(film.seconds).isCloseTo(2.0, within(0.02));
  }

  @Test
  void framesOfAGifMayBeginBetweenHundredthsOfASecond() throws IOException {
    Path file = folder.resolve("film.gif");

    write(Films.gif(file, 60, 40, 15 / 2.0), waves(60, 40, 45));

    Film film = Film.read(file);
    assertThat(film.times).startsWith(0L, 130_000L, 270_000L, 400_000L, 530_000L, 670_000L);
    assertThat(film.seconds).isCloseTo(6.0, within(0.005));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 50.1, Double.NaN})
  void gifsThatNobodyShowsAreRefused(double fps) {
    assertThatThrownBy(() -> Films.gif(folder.resolve("film"), 64, 64, fps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid frames a second: " + fps + " (must be 1 to 50)");
  }

  @Test
  void aFilmWithoutFramesIsRefusedAndLeavesNothing() throws IOException {
    for (String kind : List.of("mp4", "gif")) {
      FilmWriter film = open(kind, folder.resolve("film"));

      assertThatThrownBy(film::close)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageEndingWith("film: it has no frames");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void framesOfAnotherSizeAreRefused() {
    try (FilmWriter film = open("mp4", folder.resolve("film"))) {
      film.add(PngTest.noise(64, 48));

      assertThatThrownBy(() -> film.add(PngTest.noise(48, 64)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Invalid frame: 48x64 (must be 64x48 like all of the film)");
    }
  }

  @ParameterizedTest
  @CsvSource({"15, 16, 10", "16, 15, 10", "9000, 9000, 10", "64, 64, 0", "64, 64, 121"})
  void filmsThatNobodyCanWriteAreRefused(int width, int height, int fps) {
    assertThatThrownBy(() -> Films.mp4(folder.resolve("film"), width, height, fps))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid f");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    FilmWriter film = open("mp4", folder.resolve("none/film"));

    assertThatThrownBy(() -> write(film, waves(64, 48, 200)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot write film")
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void aSequenceHoldsAndFades() {
    List<Raster> frames = new ArrayList<>();
    FilmSequence sequence = new FilmSequence(0.2, 0.3, 10);

    sequence.play(List.of(scene(0), scene(1), scene(0.5f)), listing(frames));

    assertThat(frames.stream().map(frame -> Math.round(frame.planes()[0] * 100)))
        .containsExactly(0, 0, 25, 50, 75, 100, 100, 88, 75, 63, 50, 50);
    assertThat(sequence.frames(3)).isEqualTo(12);
  }

  @Test
  void captionsAreReadAtTheLowerEdgeOnly() {
    List<Raster> frames = new ArrayList<>();
    Raster flat = PngTest.raster(200, 100, i -> 0.5f);

    new FilmSequence(0, 0, 1)
        .play(List.of(new FilmSequence.Scene(flat, "block4_conv4")), listing(frames));

    Raster frame = frames.get(0);
    assertThat(Samples.rgb(frame, 20, 80)).isEqualTo(0x808080);
    assertThat(Samples.rgb(frame, 199, 99)).isEqualTo(0x262626);
    assertThat(frame.planes()).contains(0.93f);
  }

  private static FilmSequence.Scene scene(float gray) {
    return new FilmSequence.Scene(PngTest.raster(4, 4, i -> gray), "");
  }

  private static FilmWriter listing(List<Raster> frames) {
    return new FilmWriter() {
      @Override
      public void add(Raster frame) {
        frames.add(frame);
      }

      @Override
      public void close() {}
    };
  }

  private static FilmWriter open(String kind, Path file) {
    return kind.equals("gif") ? Films.gif(file, 64, 48, 10) : Films.mp4(file, 64, 48, 10);
  }

  private static void write(FilmWriter film, List<Raster> frames) {
    try (film) {
      frames.forEach(film::add);
    }
  }

  /** Soft colors that move. */
  private static List<Raster> waves(int width, int height, int count) {
    List<Raster> frames = new ArrayList<>();
    for (int frame = 0; frame < count; frame++) {
      int shift = frame;
      int area = width * height;
      frames.add(
          PngTest.raster(
              width,
              height,
              i ->
                  (float)
                      (0.5
                          + 0.4
                              * Math.sin(
                                  (i % width + shift) / 9.0
                                      + i % area / width / 7.0
                                      + 2.0 * (i / area)))));
    }
    return frames;
  }

  private static Raster part(Raster raster, int width, int height) {
    int area = width * height;
    return PngTest.raster(
        width,
        height,
        i ->
            raster
                .planes()[
                (i / area * raster.height() + i % area / width) * raster.width() + i % width]);
  }

  private record Film(
      List<Raster> frames, List<Long> times, double fps, double seconds, int codec) {
    /** Header and times as one reader sees them, colors as a player that knows BT.709 does. */
    static Film read(Path file) throws IOException {
      try (var grabber = new FFmpegFrameGrabber(file.toFile())) {
        grabber.start();
        List<Long> times = new ArrayList<>();
        for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
          times.add(frame.timestamp);
        }
        return new Film(
            frames(file, grabber.getImageWidth(), grabber.getImageHeight()),
            times,
            grabber.getVideoFrameRate(),
            grabber.getLengthInTime() / 1e6,
            grabber.getVideoCodec());
      }
    }

    private static List<Raster> frames(Path file, int width, int height) throws IOException {
      Process process =
          new ProcessBuilder(
                  Loader.load(ffmpeg.class),
                  "-v",
                  "error",
                  "-i",
                  file.toString(),
                  "-vsync",
                  "0",
                  "-vf",
                  "scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int,format=rgb24",
                  "-f",
                  "rawvideo",
                  "-")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      List<Raster> frames = new ArrayList<>();
      int area = width * height;
      try (InputStream in = process.getInputStream()) {
        for (byte[] rgb = in.readNBytes(3 * area); rgb.length > 0; rgb = in.readNBytes(3 * area)) {
          byte[] bytes = rgb;
          frames.add(
              PngTest.raster(width, height, i -> (bytes[3 * (i % area) + i / area] & 255) / 255f));
        }
      }
      return frames;
    }
  }
}
