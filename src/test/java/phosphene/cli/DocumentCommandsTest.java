package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.cli.Ran.phosphene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.job.JobKinds;

/**
 * The commands of documents, in small sizes and on small photos, and what docs/gallery.md says of
 * the galleries that come of them. One of the photos is damaged.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentCommandsTest {
  private static final String JOBS = "jobs/";

  /** Settings that make the job of a file small. */
  private static final Map<String, List<String>> SMALL =
      Map.of(
          "jobs/quickstart.yaml",
          List.of("units=[0, 2, 5]", "recipe.size=32", "recipe.steps=2", "recipe.retries=0"),
          "jobs/squeezenet-atlas.yaml",
          List.of(
              "weights=random:1",
              "layers=conv1",
              "units=0-1",
              "recipe.size=32",
              "recipe.steps=2",
              "recipe.attempts=1"),
          "jobs/squeezenet-scan.yaml",
          List.of("weights=random:1"),
          "jobs/photo-dreams.yaml",
          List.of("weights=random:1", "recipe={octaves: 1, steps: 1, tile: 64}"),
          "jobs/quick-flight.yaml",
          List.of("steps=1", "recipe={size: 32, fps: 2, first: 2}"));

  private Path folder = Path.of("");
  private final Map<List<String>, Ran> rendered = new TreeMap<>((a, b) -> compare(a, b));

  private static int compare(List<String> a, List<String> b) {
    return a.toString().compareTo(b.toString());
  }

  @BeforeAll
  void renderAll(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Album album = Album.in(folder.resolve("my"));
    album.photo("b.png", 0.6);
    byte[] jpeg = Files.readAllBytes(album.photo("a.jpg", 0.3));
    album.file("half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    album.file("notes", "no photo".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (List<String> command : commands()) {
      if (command.get(1).equals("render")) {
        rendered.put(command, run(command));
      }
    }
  }

  /** The commands of blocks that are run, each once. */
  private static Set<List<String>> commands() {
    Set<List<String>> commands = new LinkedHashSet<>();
    for (Markdown document : Markdown.all()) {
      for (Markdown.Block block : document.blocks()) {
        boolean run = block.comment().filter(why -> why.startsWith("not run: ")).isEmpty();
        if (run && block.language().equals("sh")) {
          ShellWords.commands(block.lines()).stream()
              .filter(command -> command.get(0).equals("./phosphene"))
              .forEach(commands::add);
        }
      }
    }
    return commands;
  }

  private Ran run(List<String> command) throws Exception {
    List<String> words = new ArrayList<>();
    command.stream().skip(1).map(this::placed).forEach(words::add);
    String name = words.get(0);
    String file = words.size() > 1 ? words.get(1) : "";
    if (file.startsWith(JOBS)) {
      SMALL.get(file).forEach(setting -> words.addAll(List.of("--set", setting)));
      if (!words.contains("--output")) {
        String output =
            JobKinds.file().read(file, Files.readString(Path.of(file)), List.of()).output();
        words.addAll(List.of("--output", placed(output)));
      }
    }
    if (List.of("render", "plan", "verify").contains(name)) {
      words.addAll(List.of("--master", "local[1]"));
    }
    if (name.equals("plan")) {
      words.add("--no-calibration");
    }
    return phosphene(words.toArray(String[]::new));
  }

  /** A word whose galleries and photos are in the test's folder. */
  private String placed(String word) {
    return word.replaceFirst("^((?:\\w+=)?)out/", "$1" + folder + "/out/")
        .replace("my/photos", folder + "/my/photos");
  }

  @Test
  void whatIsRenderedEndsAsItShould() {
    assertThat(rendered.keySet().stream().map(command -> command.get(2)).distinct())
        .containsExactlyInAnyOrderElementsOf(SMALL.keySet());
    rendered.forEach(
        (command, ran) -> {
          boolean photos = command.contains("photos=my/photos");
          assertThat(ran.code())
              .as("%s: %s%s", command, ran.out(), ran.err())
              .isEqualTo(photos ? ExitCode.FAILED : ExitCode.DONE);
          if (photos) {
            assertThat(ran.out()).containsPattern("1 +truncated +half\\.jpg");
          }
        });
  }

  @Test
  void whatIsAskedIsAnswered() throws Exception {
    Set<List<String>> commands = commands();
    commands.removeAll(rendered.keySet());
    assertThat(commands).hasSizeGreaterThan(20);
    for (List<String> command : commands) {
      Ran ran = run(command);
      assertThat(ran.code()).as("%s: %s%s", command, ran.out(), ran.err()).isZero();
      assertThat(ran.out()).as("%s", command).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tiles, quickstart",
    "dreams, photo-dreams",
    "scans, squeezenet-scan",
    "units, squeezenet-scan",
    "frames, quick-flight"
  })
  void theTablesOfColumnsAreThoseOfTheIndex(String table, String gallery) throws Exception {
    List<String> described = new ArrayList<>();
    List<String> filled = new ArrayList<>();
    for (Markdown.Table part : Markdown.read(Path.of("docs/gallery.md")).tables()) {
      List<String> of = List.of(part.comment().replace("columns of: ", "").split(", "));
      for (List<String> row : of.contains(table) ? part.rows() : List.<List<String>>of()) {
        String column = Markdown.codes(row.get(0)).get(0);
        described.add(column + " " + Markdown.codes(row.get(1)).get(0));
        if (!row.get(2).equals("yes")) {
          filled.add(column);
        }
      }
    }

    List<JsonNode> columns = ask(gallery, "DESCRIBE " + table);

    assertThat(described)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            columns.stream()
                .map(c -> c.path("column").asText() + " " + c.path("type").asText())
                .toList());
    String empty = filled.stream().map(c -> c + " IS NULL").collect(Collectors.joining(" OR "));
    assertThat(ask(gallery, "SELECT * FROM " + table)).isNotEmpty();
    assertThat(ask(gallery, "SELECT * FROM " + table + " WHERE " + empty)).isEmpty();
  }

  private List<JsonNode> ask(String gallery, String sql) throws Exception {
    Ran ran = phosphene("query", folder + "/out/" + gallery, sql, "--json");
    assertThat(ran.code()).as(ran.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : ran.out().lines().toList()) {
      rows.add(new ObjectMapper().readTree(line));
    }
    return rows;
  }

  @Test
  void everyFileOfAGalleryIsInTheLayout() throws Exception {
    Markdown.Block layout =
        Markdown.read(Path.of("docs/gallery.md")).blocks().stream()
            .filter(block -> block.text().startsWith("gallery.json "))
            .findFirst()
            .orElseThrow();
    List<Pattern> names =
        layout.lines().stream()
            .map(line -> line.split(" {2,}")[0])
            .map(DocumentCommandsTest::pattern)
            .toList();
    List<String> strangers = new ArrayList<>();
    try (Stream<Path> galleries = Files.list(folder.resolve("out"))) {
      for (Path gallery : galleries.filter(Files::isDirectory).toList()) {
        Studio.files(gallery).keySet().stream()
            .filter(file -> names.stream().noneMatch(name -> name.matcher(file).matches()))
            .forEach(strangers::add);
      }
    }
    assertThat(strangers).isEmpty();
  }

  /** Such as {@code tiles/<layer>/<channel>.png} or {@code flights/<name>.{mp4,gif}}. */
  private static Pattern pattern(String name) {
    return Pattern.compile(
        name.replace(".", "\\.")
            .replace("*", "[^/]*")
            .replaceAll("<[^>]*>", ".+")
            .replaceAll("\\{([^}]*)\\}", "($1)")
            .replace(",", "|")
            .replaceFirst("/$", "/.+"));
  }
}
