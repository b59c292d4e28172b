package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The names of classes in documents about the code are those of the sources. */
class DocumentNamesTest {
  /** Classes of Java and of libraries. */
  private static final Set<String> FOREIGN =
      Set.of(
          "ComputationGraph",
          "Deflater",
          "Math",
          "ModelSerializer",
          "OutOfMemoryError",
          "PolySchedule",
          "RampSchedule",
          "System");

  /** A name as code: packages, a class with a capital and a small letter, members. */
  private static final Pattern NAME =
      Pattern.compile("((?:[a-z][a-z0-9]*\\.)*)([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)((?:\\.\\w+)*)");

  private static final Pattern NESTED = Pattern.compile("(?:class|record|interface|enum) (\\w+)");

  private static final Map<String, Path> CLASSES = classes();

  static Stream<Markdown> documents() {
    return Stream.of("ARCHITECTURE.md", "CONTRIBUTING.md", "RATIONALE.md", "CHANGELOG.md")
        .map(name -> Markdown.read(Path.of(name)));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void classesAreThoseOfTheSources(Markdown document) {
    Map<String, String> wrong = new TreeMap<>();
    for (String line : document.lines()) {
      for (String code : Markdown.codes(line)) {
        wrong(code).ifPresent(why -> wrong.put(code, why));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyForeignNameIsInADocument() {
    Set<String> named = new TreeSet<>();
    documents()
        .flatMap(document -> document.lines().stream())
        .flatMap(line -> Markdown.codes(line).stream())
        .forEach(code -> parsed(code).ifPresent(name -> named.add(name.group(2))));

    assertThat(named).containsAll(FOREIGN);
  }

  @Test
  void aNameThatIsNoneIsFound() {
    assertThat(wrong("TilePainter")).contains("no class");
    assertThat(wrong("cluster.AtlasRun")).contains("in phosphene/job/atlas");
    assertThat(wrong("AtlasRun.paint")).contains("no paint in AtlasRun");
    assertThat(wrong("job.atlas.AtlasRun.claim")).isEmpty();
    assertThat(wrong("JobKind")).isEmpty();
    assertThat(wrong("SELECT")).isEmpty();
  }

  /** Why code in a text is no name of a class of ours, if it looks like one; else empty. */
  private static Optional<String> wrong(String code) {
    return parsed(code)
        .filter(name -> !FOREIGN.contains(name.group(2)))
        .flatMap(name -> wrong(name.group(1), name.group(2), name.group(3)));
  }

  private static Optional<Matcher> parsed(String code) {
    return Optional.of(NAME.matcher(code)).filter(Matcher::matches);
  }

  private static Optional<String> wrong(String packages, String type, String members) {
    Path file = CLASSES.get(type);
    if (file == null) {
      return Optional.of("no class");
    }
    String place = file.getParent().toString().replaceFirst("^src/\\w+/java/", "");
    if (!packages.isEmpty() && !("phosphene." + packages).equals(place.replace('/', '.') + ".")) {
      return Optional.of("in " + place);
    }
    String text = read(file);
    return Stream.of(members.split("\\."))
        .filter(member -> !Pattern.compile("\\b" + member + "\\b").matcher(text).find())
        .findFirst()
        .map(member -> "no " + member + " in " + type);
  }

  /** Where each class is; a class of its own file before one that is nested. */
  private static Map<String, Path> classes() {
    Map<String, Path> classes = new HashMap<>();
    for (Path file : sources()) {
      Matcher nested = NESTED.matcher(read(file));
      while (nested.find()) {
        classes.putIfAbsent(nested.group(1), file);
      }
    }
    for (Path file : sources()) {
      classes.put(file.getFileName().toString().replace(".java", ""), file);
    }
    return classes;
  }

  private static List<Path> sources() {
    try (Stream<Path> main = Files.walk(Path.of("src/main/java"));
        Stream<Path> test = Files.walk(Path.of("src/test/java"))) {
      return Stream.concat(test, main).filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
