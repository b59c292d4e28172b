package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands that the documents and {@code deploy} give to be copied. */
class DeployExamplesTest {
  private static final Path CLUSTER = Path.of("docs/cluster.md");
  private static final Pattern STORED_JAR = Pattern.compile("(?<!\\bcp )\\b(s3a?|gs)://\\S+\\.jar");
  private static final Pattern ATLAS = Pattern.compile("://bucket/jobs/vgg19-atlas\\.yaml");
  private static final Pattern SETTING = Pattern.compile("--conf \"?(spark\\.[\\w.]+)=([^\\s\"]+)");
  private static final Pattern BOUND = Pattern.compile("javacpp\\.maxphysicalbytes=(\\d+)m");

  static Stream<Path> texts() {
    Stream<Path> documents = Stream.of(Path.of("README.md"), Path.of("docs/gallery.md"), CLUSTER);
    return Stream.concat(documents, DeployTest.texts());
  }

  /** Texts that say how much an executor may take. */
  static Stream<Path> bounds() {
    return texts().filter(file -> BOUND.matcher(DeployTest.text(file)).find());
  }

  /** Of those, the ones whose settings are arguments of spark-submit. */
  static Stream<Path> submissions() {
    return bounds().filter(file -> !file.toString().endsWith(".yaml"));
  }

  /** A plain spark-submit has no connector of any store: those come with the jar. */
  @ParameterizedTest
  @MethodSource("texts")
  void noJarIsFetchedFromAStoreBySpark(Path file) {
    assertThat(STORED_JAR.matcher(DeployTest.text(file)).results().map(found -> found.group()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void whatIsRenderedOnAClusterHasItsWeightsInAStore(Path file) {
    String text = DeployTest.text(file);
    Matcher atlas = ATLAS.matcher(text);
    while (atlas.find()) {
      String after = text.substring(atlas.end(), Math.min(text.length(), atlas.end() + 60));
      assertThat(after).matches("(?s)[\\s#\\\\-]*--set[\\s-]+weights=(s3a|gs)://.*");
    }
  }

  @ParameterizedTest
  @MethodSource("bounds")
  void executorsHaveTheLaunchersCollector(Path file) throws Exception {
    List<String> options =
        Files.readAllLines(Path.of("src/main/launcher/jvm.options")).stream()
            .filter(line -> line.startsWith("-XX:"))
            .toList();

    assertThat(options).isNotEmpty();
    assertThat(DeployTest.text(file)).contains(String.join(" ", options));
  }

  @ParameterizedTest
  @MethodSource("submissions")
  void heapAndArraysFitTheContainer(Path file) {
    Map<String, String> settings = settings(DeployTest.text(file));
    int heap = megabytes(settings.get("spark.executor.memory"));
    int beyond = megabytes(settings.get("spark.executor.memoryOverhead"));
    Matcher bound = BOUND.matcher(DeployTest.text(file));

    assertThat(bound.find()).isTrue();
    assertThat(Integer.parseInt(bound.group(1))).isBetween(heap + 1, heap + beyond - 1);
  }

  @Test
  void theExampleIsInClientModeWithSettingsThatSparkKnows() {
    String text = DeployTest.text(CLUSTER);
    int start = text.indexOf("\nspark-submit --master spark://");
    String example = text.substring(start, text.indexOf("\n```", start));

    assertThat(example)
        .contains("--class " + phosphene.cli.Main.class.getName())
        .doesNotContain("--deploy-mode");
    assertThat(settings(example).keySet()).isNotEmpty().allMatch(KnownSettings::known);
  }

  /** Executors get settings, wherever they are; a file must be where they look for it. */
  @Test
  void settingsOfMetricsSayWhatTheirFileSays() throws Exception {
    Properties file = new Properties();
    file.load(new StringReader(Files.readString(Path.of("deploy/metrics/metrics.properties"))));
    Map<String, String> expected = new TreeMap<>();
    file.forEach((key, value) -> expected.put("spark.metrics.conf." + key, value.toString()));

    Map<String, String> said = settings(DeployTest.text(Path.of("deploy/metrics/README.md")));
    said.keySet().removeIf(key -> !key.startsWith("spark.metrics.conf.driver."));
    assertThat(said).isEqualTo(expected).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void machinesOfGoogleBootAndReachDebian(Path file) {
    String text = DeployTest.text(file);
    if (text.contains("--worker-machine-type c3-")) {
      assertThat(text).contains("--worker-boot-disk-type pd-balanced");
    }
    if (text.contains("--image-version 2.2")) {
      assertThat(text).contains(" --public-ip-address");
    }
  }

  private static Map<String, String> settings(String text) {
    Map<String, String> settings = new TreeMap<>();
    Matcher setting = SETTING.matcher(text);
    while (setting.find()) {
      settings.put(setting.group(1), setting.group(2));
    }
    return settings;
  }

  private static int megabytes(String size) {
    assertThat(size).matches("\\d+g");
    return 1024 * Integer.parseInt(size.substring(0, size.length() - 1));
  }
}
