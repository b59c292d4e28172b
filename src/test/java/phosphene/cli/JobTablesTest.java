package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.job.JobKinds;
import phosphene.spec.SpecException;

/** The tables of keys in docs/jobs.md are what job files take. */
class JobTablesTest {
  private static final Pattern KNOWN = Pattern.compile("Unknown key: (\\S+) \\(.*known: (.*)\\)");
  private static final Pattern WORDS =
      Pattern.compile("\\(must be ([\\w-]+(?:, [\\w-]+)*(?: or [\\w-]+)?)\\)");
  private static final Pattern RANGE = Pattern.compile("(-?[\\d.,]+) to (-?[\\d.,]+)");
  private static final String KEYFRAMES = "keyframes.";

  /** The least job of each kind. */
  private static final Map<String, String> LEAST =
      Map.of(
          "atlas", "job: atlas\nnetwork: vgg19\noutput: o",
          "dream", "job: dream\nnetwork: vgg19\nphotos: p\nlayers: l\noutput: o",
          "flight", "job: flight\nnetwork: vgg19\nunits: l\noutput: o",
          "scan", "job: scan\nnetwork: vgg19\nphotos: p\noutput: o");

  /** The least mapping of each key whose mapping has keys that are required. */
  private static final Map<String, Map<String, String>> LEAST_MAPPINGS =
      Map.of(
          "judge", Map.of("network", "squeezenet"),
          "objective.accentuation", Map.of("photo", "p", "layer", "l"),
          "objective.caricature", Map.of("photos", "[p]"),
          "objective.direction", Map.of("file", "f.npy", "layer", "l"),
          "objective.interpolation", Map.of("to", "l/1"),
          "objective.inversion", Map.of("photos", "[p]"));

  /** A row of a table. */
  record Key(String job, String key, String takes, String standard) {}

  static List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    for (Markdown.Table table : tables("docs/jobs.md", "keys of: ")) {
      for (String job : table.comment().replaceFirst("keys of: ", "").split(", ")) {
        for (List<String> row : table.rows()) {
          String key = Markdown.codes(row.get(0)).get(0);
          keys.add(new Key(job, key, row.get(1), row.get(2)));
        }
      }
    }
    return keys;
  }

  private static List<Markdown.Table> tables(String document, String kind) {
    return Markdown.read(Path.of(document)).tables().stream()
        .filter(table -> table.comment().startsWith(kind))
        .toList();
  }

  @Test
  void everyKindOfJobIsDescribed() {
    String rule = refusal("atlas", "job", "bogus").orElseThrow();

    assertThat(words(rule)).containsExactlyInAnyOrderElementsOf(LEAST.keySet());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theTablesHaveEveryKeyOnce(String job) {
    List<String> described =
        keys().stream().filter(key -> key.job().equals(job)).map(Key::key).toList();

    assertThat(described).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(described)).isEqualTo(known(job, ""));
  }

  static Set<String> jobs() {
    return LEAST.keySet();
  }

  /** All keys below a path that the reader knows, which it tells when it meets another. */
  private static Set<String> known(String job, String path) {
    Set<String> all = new TreeSet<>();
    for (String key : keysAt(job, path)) {
      String whole = path.isEmpty() ? key : path + "." + key;
      if (!mapping(job, whole)) {
        all.add(whole);
      }
      all.addAll(known(job, whole));
      for (String word : variants(job, whole)) {
        all.addAll(known(job, whole + "." + word));
      }
    }
    return all;
  }

  private static List<String> keysAt(String job, String path) {
    String bogus = path.isEmpty() ? "bogus" : path + ".bogus";
    Stream<Optional<String>> refusals =
        path.isEmpty()
            ? Stream.of(refusal(job, "bogus", "1"))
            : path.startsWith(KEYFRAMES)
                ? Stream.empty()
                : Stream.of(refusal(job, path, "{bogus: 1}"), refusal(job, path, "[{bogus: 1}]"));
    return refusals
        .flatMap(Optional::stream)
        .map(KNOWN::matcher)
        .filter(found -> found.find() && found.group(1).equals(bogus))
        .flatMap(found -> Arrays.stream(found.group(2).split(", ")))
        .toList();
  }

  private static boolean mapping(String job, String key) {
    return refusal(job, key, "1").filter(told -> told.contains("a mapping of keys")).isPresent();
  }

  /** The words of a key whose values may have parameters. */
  private static List<String> variants(String job, String key) {
    return refusal(job, key, "{bogus: 1}")
        .filter(told -> told.contains("Invalid " + key + ": bogus (must be "))
        .map(JobTablesTest::words)
        .orElse(List.of());
  }

  private static List<String> words(String told) {
    Matcher words = WORDS.matcher(told);
    return words.find() ? List.of(words.group(1).split(", | or ")) : List.of();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatIsLeftOutIsWhatTheTableSays(Key key) {
    List<String> values = Markdown.codes(key.standard());
    if (!values.isEmpty()) {
      assertThat(with(key.job(), key.key(), values.get(0))).isEqualTo(without(key));
    } else if (key.standard().equals("required")) {
      assertThat(missing(key)).hasValueSatisfying(told -> assertThat(told).contains("Missing key"));
    } else if (key.standard().equals("none")) {
      String other = LEAST.get(key.job()).replace("units: l", "through: layers");
      String one = key.key().equals("through") ? LEAST.get(key.job()) : other;
      assertThat(read(one)).doesNotContain("\"" + key.key() + "\":");
    } else {
      assertThat(key.standard()).isEqualTo("inherited");
      assertThat(missing(key)).isEmpty();
    }
  }

  /** The job without that key, but of the variant that the key belongs to. */
  private static String without(Key key) {
    String path = key.key().replaceFirst("\\.[^.]*$", "");
    String owner = path.replaceFirst("\\.[^.]*$", "");
    String word = path.substring(path.lastIndexOf('.') + 1);
    Optional<String> least = least(key.key(), "");
    return least.isPresent()
        ? JobKinds.file().read("job", LEAST.get(key.job()), List.of(least.get())).json()
        : variants(key.job(), owner).contains(word)
            ? with(key.job(), owner, word)
            : key.key().startsWith(KEYFRAMES)
                ? read(keyframe("at: 0, units: l"))
                : read(LEAST.get(key.job()));
  }

  /** The setting that makes the least mapping around a key, but for one of its own keys. */
  private static Optional<String> least(String key, String without) {
    return LEAST_MAPPINGS.keySet().stream()
        .filter(owner -> key.startsWith(owner + "."))
        .findFirst()
        .map(
            owner -> {
              Map<String, String> all = new TreeMap<>(LEAST_MAPPINGS.get(owner));
              all.remove(without);
              return owner + "={" + flow(all) + "}";
            });
  }

  /** The content of a mapping on one line. */
  private static String flow(Map<String, String> entries) {
    return String.join(
        ", ", entries.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
  }

  /** What sets a key, and what has to stand around it. */
  private static List<String> settings(String key, String value) {
    return Stream.concat(least(key, "").stream(), Stream.of(key + "=" + value)).toList();
  }

  /** What is told of a job without that key. */
  private static Optional<String> missing(Key key) {
    if (key.key().startsWith(KEYFRAMES)) {
      String name = key.key().substring(KEYFRAMES.length());
      Map<String, String> all = new TreeMap<>(Map.of("at", "0", "units", "l"));
      all.remove(name);
      return refusal(keyframe(flow(all)), List.of());
    }
    Optional<String> rest = least(key.key(), key.key().replaceFirst(".*\\.", ""));
    if (rest.isPresent()) {
      return refusal(LEAST.get(key.job()), List.of(rest.get()));
    }
    String line = "(?m)^" + Pattern.quote(key.key()) + ": .*\n?";
    return refusal(LEAST.get(key.job()).replaceFirst(line, ""), List.of());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void whatAKeyTakesIsWhatTheTableSays(Key key) {
    Matcher range = RANGE.matcher(key.takes());
    if (range.lookingAt()) {
      String low = range.group(1).replace(",", "");
      String high = range.group(2).replace(",", "");
      String beyond = high.contains(".") ? "1e9" : high + "0";
      assertThat(refusal(key.job(), key.key(), beyond).orElse("accepted"))
          .contains("(must be between " + low + " and " + high + ")");
    } else if (key.takes().startsWith("more than 0")) {
      assertThat(refusal(key.job(), key.key(), "0").orElse("")).contains("(must be more than 0)");
    } else {
      List<String> words = words(refusal(key.job(), key.key(), "bogus").orElse(""));
      if (!words.isEmpty()) {
        assertThat(Markdown.codes(key.takes())).containsExactlyInAnyOrderElementsOf(words);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "recipe.transforms, docs/jobs.md",
    "recipe.regularizers, docs/objectives.md",
  })
  void theTableOfWordsHasEveryWord(String key, String document) {
    String told = refusal("atlas", key, "[{bogus: 1}]").orElseThrow();
    Set<String> described = new HashSet<>();
    for (List<String> row : tables(document, "words of: " + key).get(0).rows()) {
      String word = Markdown.codes(row.get(0)).get(0);
      described.add(word);
      Matcher range = RANGE.matcher(row.get(1));
      if (range.lookingAt()) {
        String high = range.group(2).replace(",", "");
        assertThat(refusal("atlas", key, "[{" + word + ": " + high + "0}]"))
            .hasValueSatisfying(
                rule ->
                    assertThat(rule).contains("between " + range.group(1) + " and " + high + ")"));
      }
    }
    assertThat(described).containsExactlyInAnyOrderElementsOf(words(told));
  }

  private static String keyframe(String content) {
    return "job: flight\nnetwork: vgg19\nkeyframes: [{" + content + "}]\noutput: o";
  }

  private static String with(String job, String key, String value) {
    return key.startsWith(KEYFRAMES)
        ? read(keyframe(framed(key, value)))
        : JobKinds.file().read("job", LEAST.get(job), settings(key, value)).json();
  }

  private static String framed(String key, String value) {
    Map<String, String> all = new TreeMap<>(Map.of("at", "0", "units", "l"));
    all.put(key.substring(KEYFRAMES.length()), value);
    return flow(all);
  }

  private static String read(String text) {
    return JobKinds.file().read("job", text, List.of()).json();
  }

  /** The message that refuses a value; empty if it is taken. */
  private static Optional<String> refusal(String job, String key, String value) {
    if (key.startsWith(KEYFRAMES)) {
      return refusal(keyframe(framed(key, value)), List.of());
    }
    String route = key.equals("keyframes") || key.equals("through") ? "" : "units: l\n";
    return refusal(LEAST.get(job).replace("units: l\n", route), settings(key, value));
  }

  private static Optional<String> refusal(String text, List<String> settings) {
    try {
      JobKinds.file().read("job", text, settings);
      return Optional.empty();
    } catch (SpecException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
