package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands suggest at their end can be pasted into a shell, and does what it says. */
class HintsTest {
  @TempDir Path folder;

  @Test
  void ofAnAtlasCarryWhatItWasGiven() throws Exception {
    Path weird = Files.createDirectories(folder.resolve("it's a $HOME"));
    Studio studio = Studio.in(weird);
    Path settings = Files.writeString(weird.resolve("my.conf"), "spark.ui.enabled false\n");

    Ran ran =
        studio.render(
            "--set", "layers=[conv1, fire2_expand3x3]",
            "--set", "units=0-2",
            "--set", "recipe.size=48",
            "--properties-file", settings.toString(),
            "--conf", "spark.hadoop.fs.s3a.secret.key=hush");

    assertThat(ran.out())
        .doesNotContain("hush")
        .contains("--conf spark.hadoop.fs.s3a.secret.key=...");
    List<List<String>> hints = hints(ran);
    assertThat(hints).hasSize(3);
    done(hints.get(0));
    assertThat(hints.get(1))
        .startsWith("render", studio.job().toString())
        .contains("negative=true")
        .contains("layers=[conv1, fire2_expand3x3]", "units=0-2", "recipe.size=48", "local[1]")
        .containsSequence("--properties-file", settings.toString());
    assertThat(planned(hints.get(1))).contains("\ntiles    6 of 48 x 48 pixels, 4 steps each\n");
    assertThat(planned(hints.get(2)))
        .contains("\nfire2_expand3x3                   1 ")
        .contains("\ntiles    1 of 96 x 96 pixels, 4 steps each\n");
  }

  @Test
  void ofClassesShowClasses() throws Exception {
    Path job =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            job: atlas
            network: primer
            layers: block1_conv1
            units: 0-3
            recipe: {size: 32, steps: 2, retries: 0}
            output: %s
            """
                .formatted(folder.resolve("out")));

    Ran ran = Ran.phosphene("render", job.toString(), "--master", "local[1]");
    List<List<String>> hints = hints(ran);

    assertThat(hints).hasSize(4);
    assertThat(conclusion(Ran.phosphene("render", job.toString(), "--master", "local[1]")))
        .as("a second run")
        .isEqualTo(conclusion(ran));
    done(hints.get(0));
    assertThat(planned(hints.get(1)))
        .contains("\ntiles    48 of 128 x 128 pixels, 192 steps each\n");
    assertThat(hints.get(2)).containsExactly("networks", "fetch", "vgg19");
    assertThat(hints.get(3)).containsExactly("render", "jobs/vgg19-block4-sample.yaml");
    assertThat(Path.of("jobs/vgg19-block4-sample.yaml")).exists();
  }

  @Test
  void ofPhotosAreAnsweredThoughSomeFailed() throws Exception {
    for (String kind : List.of("dream", "scan")) {
      Path own = Files.createDirectories(folder.resolve(kind));
      Album album = kind.equals("scan") ? Album.scanned(own) : Album.in(own);
      byte[] jpeg = Files.readAllBytes(album.photo("a.jpg", 0.3));
      album.file("half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));

      Ran ran =
          Ran.phosphene(
              "--conf",
              "spark.phosphene.test=a b",
              "render",
              album.job().toString(),
              "--master",
              "local[1]");

      assertThat(ran.code()).isEqualTo(ExitCode.FAILED);
      List<List<String>> hints = hints(ran);
      assertThat(hints).hasSizeGreaterThanOrEqualTo(2);
      for (List<String> hint : hints) {
        assertThat(hint).containsSequence("--conf", "spark.phosphene.test=a b");
        done(hint);
      }

      Ran again = album.render("--conf", "spark.phosphene.test=a b");
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out()).contains("\n1 failed before, ", "\nNothing to ");
      assertThat(conclusion(again)).isEqualTo(conclusion(ran));
      Files.delete(album.photos().resolve("half.jpg"));
      assertThat(conclusion(album.render("--conf", "spark.phosphene.test=a b")))
          .isEqualTo(conclusion(ran));
    }
  }

  /** What is said of places, and what may be tried next. */
  private static List<String> conclusion(Ran ran) {
    List<String> lines =
        ran.out().lines().dropWhile(line -> !PLACE.matcher(line).matches()).toList();
    assertThat(lines).as(ran.out() + ran.err()).hasSizeGreaterThan(4).contains("Try next:");
    return lines;
  }

  private static final Pattern PLACE = Pattern.compile("(Pages|Scans|Dreams|Films): +/.*");

  @Test
  void ofFlightsAreAnswered() throws Exception {
    Path home = Files.createDirectories(folder.resolve("it's a $HOME"));
    Path job =
        Files.writeString(
            home.resolve("job.yaml"),
            """
            job: flight
            network: squeezenet
            weights: random:1
            units: [conv1/3, conv1/4]
            seconds: 9
            steps: 1
            recipe: {size: 32, fps: 5, first: 1, transforms: none}
            output: "%s"
            """
                .formatted(home.resolve("out")));

    Ran ran =
        Ran.phosphene(
            "--conf",
            "spark.phosphene.test=a b",
            "render",
            job.toString(),
            "--master",
            "local[1]",
            "--set",
            "seconds=0.6");

    assertThat(ran.code()).as(ran.err()).isZero();
    List<String> words = List.of("--conf", "spark.phosphene.test=a b", "--set", "seconds=0.6");
    List<String> again = new ArrayList<>(List.of("render", job.toString(), "--master", "local[1]"));
    again.addAll(words);
    assertThat(conclusion(Ran.phosphene(again.toArray(String[]::new)))).isEqualTo(conclusion(ran));
    List<List<String>> hints = hints(ran);
    assertThat(hints).hasSizeGreaterThanOrEqualTo(2);
    for (List<String> hint : hints) {
      assertThat(hint).containsSequence("--conf", "spark.phosphene.test=a b");
      done(hint);
    }
  }

  /** Runs a query, which has rows to show. */
  private static void done(List<String> hint) {
    assertThat(hint).startsWith("query");
    List<String> words = new ArrayList<>(hint);
    words.replaceAll(word -> word.endsWith("secret.key=...") ? word + "hush" : word);
    Ran ran = Ran.phosphene(words.toArray(String[]::new));
    assertThat(ran.err()).as(hint.toString()).isEmpty();
    assertThat(ran.code()).as(hint.toString()).isZero();
    assertThat(ran.out().lines().count()).as(hint.toString()).isGreaterThanOrEqualTo(3);
  }

  /** What a plan says of the job that is suggested. */
  private static String planned(List<String> hint) {
    assertThat(hint).startsWith("render");
    List<String> words = new ArrayList<>(hint);
    words.set(0, "plan");
    words.add("--no-calibration");
    Ran ran = Ran.phosphene(words.toArray(String[]::new));
    assertThat(ran.code()).as(hint + ran.err()).isZero();
    return ran.out();
  }

  /** The words of each suggested command, as a shell takes them apart. */
  private static List<List<String>> hints(Ran ran) throws Exception {
    String text = ran.out();
    assertThat(text).as(ran.err()).contains("\nTry next:\n");
    List<List<String>> commands = new ArrayList<>();
    for (String line : text.substring(text.indexOf("\nTry next:\n") + 11).lines().toList()) {
      for (String command : line.strip().split(" && ")) {
        if (!command.startsWith("#")) {
          assertThat(command).startsWith("./phosphene ");
          commands.add(words(command.substring("./phosphene ".length())));
        }
      }
    }
    return commands;
  }

  private static List<String> words(String command) throws Exception {
    Process shell =
        new ProcessBuilder("bash", "-c", "set -- " + command + "; printf '%s\\0' \"$@\"").start();
    String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return List.of(words.split("\0"));
  }
}
