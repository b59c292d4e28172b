package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.image.Photos;
import phosphene.image.pixel.Raster;

/** Flights from the command line. */
class FlightTest {
  private static final String JOB =
      """
      job: flight
      network: squeezenet
      weights: random:1
      keyframes:
        - {at: 0, units: conv1/3}
        - {at: 1, units: {fire2_expand3x3: 1, conv1/5: 2}, rotate: 20}
      seconds: 1.5
      steps: 2
      recipe: {size: 64, fps: 10, first: 4, transforms: [{jitter: 2}]}
      output: %s
      """;

  private static final String COUNT =
      "SELECT count(*) frames, count(DISTINCT flight_key) keys, min(frame) first FROM frames";

  @TempDir Path folder;
  private Path job = Path.of("");
  private Path output = Path.of("");

  @BeforeEach
  void write() throws IOException {
    output = folder.resolve("out");
    job = Files.writeString(folder.resolve("job.yaml"), JOB.replace("%s", output.toString()));
  }

  private Ran render(String... arguments) {
    return Ran.phosphene(
        Stream.concat(
                Stream.of("render", job.toString(), "--master", "local[1]"),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  private Map<String, String> flights() {
    Map<String, String> files = Studio.files(output);
    files.keySet().removeIf(name -> !name.startsWith("flights/"));
    return files;
  }

  @Test
  void aFlightIsFramesAndFilmsWithARowAFrame() throws IOException {
    Ran first = render();

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .startsWith("squeezenet: 1 flight of 15 frames, 0 complete before, in file:" + output)
        .contains("\nRendered 15 frames in ")
        .contains("\nFilmed 1 flight\n")
        .contains("\nFilms:          " + output + "/flights\n");
    assertThat(flights())
        .containsKeys(
            frame("flight", 0),
            frame("flight", 14),
            "flights/flight.mp4",
            "flights/flight.webm",
            "flights/flight.gif",
            "flights/flight.png")
        .hasSize(19)
        .as("no checkpoint is left")
        .allSatisfy((name, digest) -> assertThat(name).doesNotEndWith("checkpoint"));
    assertThat(output.resolve("sheets/flight.png")).exists();
    film("mp4", 15, 10);
    film("webm", 15, 10);
    Ran rows =
        Ran.phosphene(
            "query",
            output.toString(),
            "SELECT count(*), min(frame), max(time), max(units), sum(flicker) > 0 FROM frames");
    assertThat(rows.out()).contains("15").contains("1.4").contains("fire2_expand3x3");
    Ran verify = Ran.phosphene("verify", output.toString(), "--master", "local[1]");
    assertThat(verify.code()).as(verify.out() + verify.err()).isZero();

    Map<String, String> before = Studio.files(output);
    Ran again = render();
    assertThat(again.out())
        .contains("Nothing to render: the gallery holds all that the job asks for.\n");
    assertThat(Studio.files(output)).isEqualTo(before);
  }

  /** The name of the only frame of a flight that has that number. */
  private String frame(String flight, int number) {
    String pattern =
        String.format(Locale.ROOT, "flights/%s/[0-9a-f]{12}/%06d\\.png", flight, number);
    List<String> names = flights().keySet().stream().filter(name -> name.matches(pattern)).toList();
    assertThat(names).hasSize(1);
    return names.get(0);
  }

  /** An independent decoder counts frames and time. */
  private void film(String kind, int frames, int fps) throws IOException {
    try (FFmpegFrameGrabber film =
        new FFmpegFrameGrabber(output.resolve("flights/flight." + kind).toFile())) {
      film.start();
      int count = 0;
      while (film.grabImage() != null) {
        count++;
      }
      assertThat(count).isEqualTo(frames);
      assertThat(film.getVideoFrameRate()).isEqualTo(fps);
      assertThat(film.getImageWidth()).isEqualTo(64);
      assertThat(film.getLengthInTime()).isBetween(1_400_000L, 1_600_000L);
    }
  }

  @Test
  void aFanOfFlightsGrowsAndAChangedFlightIsMadeAnew() {
    Ran first = fan("units: conv1/3");
    assertThat(first.code()).as(first.err()).isZero();
    Map<String, String> before = flights();

    Ran grown = fan("units: [conv1/3, conv1/4]\nseeds: 2");

    assertThat(grown.out()).startsWith("squeezenet: 4 flights of 60 frames, 1 complete before");
    assertThat(flights()).containsAllEntriesOf(before).containsKey("flights/conv1.4-2.mp4");
    Ran changed = fan("units: conv1/3\nmotion: spin");
    assertThat(changed.out()).startsWith("squeezenet: 1 flight of 15 frames, 0 complete before");
    assertThat(flights().get("flights/conv1.3.mp4"))
        .isNotEqualTo(before.get("flights/conv1.3.mp4"));
    assertThat(flights())
        .as("the frames that rows describe stay; another path has frames of its own")
        .containsAllEntriesOf(frames(before))
        .hasSize(before.size() + 3 * 19 + 15);
    Ran back = fan("units: conv1/3");
    assertThat(back.out())
        .startsWith("squeezenet: 1 flight of 15 frames, 1 complete before")
        .contains("\nFilmed 1 flight\n");
    assertThat(flights()).as("its frames are there, and are filmed").containsAllEntriesOf(before);
  }

  @Test
  void aShorterFlightIsTheOneThatIndexAndFilmShow() {
    assertThat(fan("units: conv1/3").code()).isZero();

    assertThat(render("--set", "seconds=1").code()).isZero();

    assertThat(Ran.phosphene("query", output.toString(), COUNT, "--json").out())
        .isEqualTo("{\"frames\":10,\"keys\":1,\"first\":0}\n");
  }

  @Test
  void aFilmThatIsGoneIsMadeAgain() throws IOException {
    assertThat(render().code()).isZero();
    Map<String, String> before = flights();
    Files.delete(output.resolve("flights/flight.mp4"));

    Ran again = render();

    assertThat(again.out()).contains("\nRendered 0 frames in ").contains("\nFilmed 1 flight\n");
    assertThat(flights()).isEqualTo(before);
  }

  private static Map<String, String> frames(Map<String, String> files) {
    Map<String, String> frames = new TreeMap<>(files);
    frames.keySet().removeIf(name -> !name.matches("flights/.*/.*/\\d{6}\\.png"));
    assertThat(frames).hasSize(15);
    return frames;
  }

  private Ran fan(String lines) {
    try {
      String text = Files.readString(job);
      Files.writeString(
          job, text.replaceAll("(?s)keyframes:.*?(?=seconds)|units:.*?(?=seconds)", lines + "\n"));
      return render();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFlightMayStartFromAPhoto() throws IOException {
    Album album = Album.in(folder.resolve("album"));
    Path photo = album.photo("a.png", 0.8);

    Ran ran = render("--set", "start=" + photo, "--set", "recipe.first=1", "--set", "seconds=1");

    assertThat(ran.code()).as(ran.err()).isZero();
    Raster frame =
        Photos.decode(Files.readAllBytes(output.resolve(frame("flight", 0))), 1 << 20).raster();
    assertThat(frame.width()).isEqualTo(64);
    Ran none = render("--set", "start=" + folder.resolve("none.png"), "--output", folder + "/x");
    assertThat(none.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(none.err())
        .startsWith(
            "--set start="
                + folder.resolve("none.png")
                + ": Cannot read "
                + folder.resolve("none.png"));
  }

  @Test
  void aPlanTellsTheCriticalPath() {
    Ran plan = Ran.phosphene("plan", job.toString());

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .startsWith("squeezenet to " + output + "\n\nflight ")
        .containsPattern("\nflight +15 +1\\.5 +\\d\\.\\d{4}\n")
        .contains("\nflights  1, of which 1 to be made, a task each: at most so many cores work\n")
        .contains("\nframes   15 of 64 x 64 pixels, 10 a second; about 153.6 kB\n")
        .containsPattern(
            "\ncritical [\\d.]+ (?:ms|s|minutes): the longest flight, whose frames follow ");
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seconds=0.5       | --set seconds=0.5: Invalid seconds: 0.5 (must be between that of the last keyframe, 1.0, and 86400)
          recipe.size=33    | --set recipe.size=33: Invalid recipe.size: 33 (must be even: films are)
          """)
  void mistakesAreTold(String setting, String message) {
    Ran ran = render("--set", setting);
    assertThat(ran.code()).isEqualTo(ExitCode.MISTAKE);
    assertThat(ran.err()).isEqualTo(message + "\n");
  }
}
