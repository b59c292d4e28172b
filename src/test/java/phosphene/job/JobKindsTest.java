package phosphene.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.cluster.Cluster;
import phosphene.gallery.index.IndexTable;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.Hint;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobKind;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.OutputPlace;
import phosphene.job.run.PlannedWork;
import phosphene.query.SqlStatement;
import phosphene.spec.Job;
import phosphene.spec.SpecException;

/** Every kind of job is asked the same questions; a new one is asked them too. */
class JobKindsTest {
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern FROM = Pattern.compile("FROM\\s+(\\w+)");

  @TempDir static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void open() throws IOException {
    cluster = Cluster.open("kinds", Optional.of("local[1]"));
    float[] planes = new float[3 * 32 * 32];
    Arrays.fill(planes, 0.5f);
    Files.createDirectories(folder.resolve("photos"));
    Files.write(
        folder.resolve("photos/grey.png"), Png.encode(new Raster(32, 32, planes), Map.of()));
  }

  @AfterAll
  static void close() {
    cluster.close();
  }

  static List<JobKind<?>> kinds() {
    return JobKinds.all();
  }

  @Test
  void aNameATableAndAFolderEachBelongToOneKind() {
    assertThat(kinds()).extracting(JobKind::name).doesNotHaveDuplicates();
    assertThat(JobKinds.tables()).extracting(IndexTable::name).doesNotHaveDuplicates();
    assertThat(JobKinds.places().folders()).doesNotHaveDuplicates();
  }

  /** Its name, each key of its job files, and each of its tables stand in some document as code. */
  @ParameterizedTest
  @MethodSource("kinds")
  void documented(JobKind<?> kind) throws IOException {
    Set<String> words = code();
    assertThat(words).contains(kind.name()).containsAll(kind.form().keys());
    assertThat(words).containsAll(kind.tables().stream().map(IndexTable::name).toList());
  }

  private static Set<String> code() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> files = Files.list(Path.of("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
    }
    StringBuilder text = new StringBuilder();
    for (Path document : documents) {
      text.append(Files.readString(document)).append('\n');
    }
    return CODE.matcher(text)
        .results()
        .flatMap(span -> Arrays.stream(span.group(1).split("[^\\w-]+")))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anExampleComesWithTheProject(JobKind<?> kind) throws IOException {
    assertThat(example(kind)).isInstanceOf(kind.form().type());
    assertThat(JobKinds.of(example(kind))).isSameAs(kind);
    assertThat(JobKinds.named(kind.name())).containsSame(kind);
  }

  /** The job of the first example, on the primer and on photos that are there. */
  private static Job example(JobKind<?> kind) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file);
        if (text.lines().anyMatch(line -> line.equals("job: " + kind.name()))) {
          return JobKinds.file().read(file.toString(), text, settings(kind, text));
        }
      }
    }
    throw new AssertionError("no example of " + kind.name());
  }

  /** What stands in the example for the keys of which it says anything else. */
  private static List<String> settings(JobKind<?> kind, String text) {
    Map<String, String> here =
        Map.of(
            "network", "primer",
            "output", folder.resolve("out-" + kind.name()).toString(),
            "photos", folder.resolve("photos").toString(),
            "layers", "block1_conv1",
            "units", "0",
            "through", "[block1_conv1/0, block1_conv1/1]",
            "keyframes", "[{at: 0, units: block1_conv1/0}]");
    return here.entrySet().stream()
        .filter(entry -> text.lines().anyMatch(line -> line.startsWith(entry.getKey() + ":")))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  private static NetworkSource source(Job job) {
    return NetworkSource.open(job.network(), folder, Cluster.storage());
  }

  private static ClaimedRun run(Job job) {
    return JobKinds.of(job).run(job, new JobContext(source(job), Cluster.storage(), "1"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void planned(JobKind<?> kind) throws IOException {
    Job job = example(kind);
    ClaimedRun run = run(job);
    run.check();
    try (PlannedWork outlook = run.plannedWork().orElseGet(() -> run.plannedWork(cluster))) {
      assertThat(outlook.report()).startsWith("primer").contains(job.output()).endsWith("\n");
      assertThat(outlook.found()).contains(run.output()).endsWith("\n");
      assertThat(outlook.finished()).isFalse();
      assertThat(outlook.whole()).isTrue();
      assertThat(outlook.forecast())
          .hasValueSatisfying(forecast -> assertThat(forecast.seconds()).isPositive());
    }
    assertThat(Path.of(job.output())).doesNotExist();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reported(JobKind<?> kind) throws IOException {
    ClaimedRun run = run(example(kind));
    assertThat(run.outputs())
        .isNotEmpty()
        .allMatch(place -> kind.places().belongs(place.path() + "/x"));
    assertThat(run.index())
        .extracting(OutputPlace::path)
        .containsExactlyInAnyOrderElementsOf(
            kind.tables().stream().map(IndexTable::folder).toList());
    assertThat(run.hints())
        .isNotEmpty()
        .anyMatch(hint -> hint.command() instanceof Hint.Command.Query);
    for (Hint hint : run.hints()) {
      if (hint.command() instanceof Hint.Command.Query query) {
        assertThat(SqlStatement.of(query.sql()).sql()).doesNotContain("\"");
        assertThat(kind.tables())
            .extracting(IndexTable::name)
            .containsAll(FROM.matcher(query.sql()).results().map(from -> from.group(1)).toList());
      }
    }
    assertThat(List.of(kind.words().one(), kind.words().verb().past(), kind.words().film()))
        .noneMatch(String::isBlank);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void verified(JobKind<?> kind) throws IOException {
    Job job = example(kind);
    assertThat(kind.tables().get(0).objects()).contains("path");
    assertThat(kind.places().pictures()).isNotEmpty();
    assertThat(kind.places().folders())
        .containsAll(kind.places().pictures().stream().map(some -> some.folder()).toList());
    JobKinds.of(job)
        .expectation()
        .ifPresent(
            of ->
                assertThat(of.of(job, source(job).network(), Cluster.storage()))
                    .isNotEmpty()
                    .allMatch(image -> kind.places().holdsPicture(image.path())));
    assertThatCode(
            () -> JobKinds.of(job).recheck(job, source(job), Cluster.storage(), "1").toString())
        .satisfiesAnyOf(
            made -> assertThat(made).isNull(),
            refused ->
                assertThat(refused)
                    .isInstanceOf(SpecException.class)
                    .hasMessageStartingWith("Cannot render "));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void queried(JobKind<?> kind) {
    for (IndexTable<?> table : kind.tables()) {
      List<String> columns =
          Arrays.stream(table.row().getRecordComponents())
              .map(RecordComponent::getName)
              .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
              .toList();
      assertThat(table.about()).isNotBlank();
      assertThat(columns).containsAll(table.identity()).containsAll(IndexTable.ORDER);
      for (String path : table.objects()) {
        String kindOfObject = path.substring(0, path.length() - "path".length());
        assertThat(columns)
            .contains("key", "status", path, kindOfObject + "bytes", kindOfObject + "sha256");
      }
    }
  }
}
