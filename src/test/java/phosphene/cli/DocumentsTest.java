package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.gallery.Outcome;
import phosphene.gallery.Rule;
import phosphene.job.JobKinds;
import phosphene.network.zoo.Networks;

/** What documents show and name: links, images, job files, commands. */
class DocumentsTest {
  private static final String NOT_RUN = "not run: ";

  private static final Pattern OPTION = Pattern.compile("(?m)^ {2,6}(?:-\\w, )?(--[a-z-]+)");

  /** Commands that a continuous integration runs. */
  private static final Set<String> BUILDS = Set.of("mvn test", "mvn verify");

  static List<Markdown> documents() {
    return Markdown.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Markdown document) {
    List<String> lost = new ArrayList<>();
    for (String link : document.links()) {
      if (!link.matches("[a-z]+:.*") && !leads(document, link)) {
        lost.add(link);
      }
    }
    assertThat(lost).isEmpty();
  }

  private static boolean leads(Markdown document, String link) {
    String file = link.replaceFirst("#.*", "");
    Path target = file.isEmpty() ? document.file() : document.file().resolveSibling(file);
    String anchor = link.contains("#") ? link.replaceFirst(".*#", "") : "";
    return Files.isRegularFile(target)
        && (anchor.isEmpty() || Markdown.read(target).anchors().contains(anchor));
  }

  @Test
  void everyImageIsShownSomewhere() throws Exception {
    List<String> shown =
        documents().stream()
            .flatMap(
                document ->
                    document.links().stream()
                        .map(link -> document.file().resolveSibling(link).normalize().toString()))
            .toList();
    try (var files = Files.list(Path.of("docs"))) {
      assertThat(files.map(Path::toString).filter(name -> !name.endsWith(".md")).toList())
          .isNotEmpty()
          .allMatch(shown::contains);
    }
  }

  @Test
  void theReadmeIsShortAndNamesEveryDocument() {
    Markdown readme = Markdown.read(Path.of("README.md"));

    assertThat(readme.lines()).hasSizeLessThanOrEqualTo(150);
    assertThat(readme.links())
        .containsAll(
            documents().stream()
                .map(document -> document.file().toString())
                .filter(name -> !name.equals("README.md"))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void jobFilesAreJobs(Markdown document) {
    for (Markdown.Block block : document.blocks()) {
      if (block.language().equals("yaml")) {
        JobKinds.file().read(document.file().toString(), block.text(), List.of());
      }
    }
  }

  /** {@link DocumentCommandsTest} runs those of the program. */
  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandIsRunOrSaysWhyNot(Markdown document) throws Exception {
    String builds = Files.readString(Path.of(".ci/run"));
    List<String> neither = new ArrayList<>();
    for (Markdown.Block block : document.blocks()) {
      boolean shell = block.language().equals("sh");
      assertThat(shell || !block.text().contains("./phosphene "))
          .as("commands are in blocks of sh: %s", block.text())
          .isTrue();
      if (shell && block.comment().filter(why -> why.startsWith(NOT_RUN)).isEmpty()) {
        for (List<String> command : ShellWords.commands(block.lines())) {
          String line = String.join(" ", command);
          boolean build = BUILDS.contains(line) && builds.contains("\n" + line + "\n");
          if (!build && !command.get(0).equals("./phosphene")) {
            neither.add(line);
          }
        }
      }
    }
    assertThat(neither).isEmpty();
  }

  /** Of all commands, those that are not run too. */
  @ParameterizedTest
  @MethodSource("documents")
  void optionsAreThoseOfTheirCommand(Markdown document) {
    for (Markdown.Block block : document.blocks()) {
      if (!block.language().equals("sh")) {
        continue;
      }
      for (List<String> command : ShellWords.commands(block.lines())) {
        if (command.get(0).equals("./phosphene")) {
          List<String> options =
              command.stream().filter(word -> word.startsWith("--")).distinct().toList();
          assertThat(options(command.get(1))).as("%s", command).containsAll(options);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"render", "plan", "query", "verify", "site", "networks", "train-primer", "bench"})
  void everyOptionIsDescribed(String command) {
    String text =
        String.join(
            "\n",
            documents().stream().map(document -> String.join("\n", document.lines())).toList());

    assertThat(options(command)).isNotEmpty().allMatch(text::contains);
  }

  /** The options of a command, but those that every program has. */
  private static Set<String> options(String command) {
    Set<String> options = new TreeSet<>();
    Matcher found = OPTION.matcher(Ran.phosphene(command, "--help").out());
    while (found.find()) {
      options.add(found.group(1));
    }
    options.removeAll(Set.of("--help", "--version"));
    return options;
  }

  @Test
  void reasonsAndRulesAreThoseOfTheProgram() {
    assertThat(words("docs/photos.md", "reasons of failed rows"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Outcome.Reason.values()).map(Outcome.Reason::label).toList());
    assertThat(words("docs/gallery.md", "rules of verify"))
        .containsExactlyElementsOf(Arrays.stream(Rule.values()).map(Rule::label).toList());
    assertThat(words("docs/networks.md", "known networks"))
        .containsExactlyElementsOf(Networks.names());
  }

  /** What the first column of a table has as code. */
  private static List<String> words(String document, String comment) {
    return Markdown.read(Path.of(document)).tables().stream()
        .filter(table -> table.comment().equals(comment))
        .flatMap(table -> table.rows().stream())
        .flatMap(row -> Markdown.codes(row.get(0)).stream())
        .toList();
  }
}
