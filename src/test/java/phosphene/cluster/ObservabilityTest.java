package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.Outcome;
import phosphene.gallery.Summary;
import phosphene.gallery.index.IndexRows;
import phosphene.gallery.index.TileRow;
import phosphene.job.atlas.AtlasRun;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobListener;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.PlannedWork;
import phosphene.spec.AtlasJob;

/** What Spark shows of a job, by the settings of {@code deploy/metrics}. */
@Timeout(300)
class ObservabilityTest {
  private static final Path METRICS = Path.of("deploy", "metrics");
  private static final String JOB =
      """
      job: atlas
      network: squeezenet
      weights: random:1
      layers: [conv1, fire2_squeeze1x1]
      units: [0, 1, 2, 4]
      recipe: {size: 32, steps: 4, retries: 0}
      output: %s
      """;
  private static final String OURS =
      "metrics_phosphene_driver_plugin_phosphene_cluster_MetricsPlugin_";
  // Comes with an executor's heartbeat, some seconds after its start.
  private static final String HEAP = "metrics_executor_JVMHeapMemory_bytes";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;

  private static Settings settings;
  private static Cluster cluster;
  private static Summary summary;

  @BeforeAll
  static void render() throws InterruptedException, IOException {
    settings =
        Settings.of(
            Map.of(
                "spark.ui.enabled", "true",
                "spark.ui.port", "0",
                "spark.metrics.conf", METRICS.resolve("metrics.properties").toString()));
    AtlasJob job = AtlasJob.FORM.read("job.yaml", JOB.formatted(output()), List.of());
    cluster = Cluster.open("observed", Optional.of("local[2]"));
    NetworkSource source = NetworkSource.open(job.network(), folder, Cluster.storage());
    try (AtlasRun run = AtlasRun.of(job, new JobContext(source, Cluster.storage(), "1.0"))) {
      run.claim(line -> {});
      // Where the images of fire2_squeeze1x1 would go there is a file: they fail.
      Files.createDirectories(output().resolve("tiles"));
      Files.createFile(output().resolve("tiles/default/fire2_squeeze1x1"));
      summary =
          run.render(
              run.missing(),
              cluster,
              new PlannedWork.Settings(8, Optional.empty(), new Unwatched()));
    }
    awaitPages();
  }

  /** Spark shows the end of a job a little after it. */
  private static void awaitPages() {
    try {
      cluster.session().sparkContext().listenerBus().waitUntilEmpty(TimeUnit.MINUTES.toMillis(2));
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
    settings.close();
  }

  private static Path output() {
    return folder.resolve("out");
  }

  @Test
  void jobsAndStagesAreNamedByWhatTheyRender() throws Exception {
    String pages = "/api/v1/applications/" + cluster.session().sparkContext().applicationId();
    JsonNode jobs = new ObjectMapper().readTree(page(pages + "/jobs"));

    assertThat(texts(jobs, "description"))
        .containsExactlyInAnyOrder(
            "squeezenet conv1 0-2, 4",
            "squeezenet fire2_squeeze1x1 0-2, 4",
            "squeezenet 4 again",
            "squeezenet 4 again",
            "squeezenet contact sheets of 2 layers");
    assertThat(texts(jobs, "jobGroup")).containsOnly("squeezenet atlas to file:" + output());
    assertThat(texts(new ObjectMapper().readTree(page(pages + "/stages")), "name"))
        .containsExactlyInAnyOrderElementsOf(texts(jobs, "description"));
  }

  @Test
  void theDriversCountsAreThoseOfTheSummary() throws Exception {
    Summary.Counts counts = summary.counts();
    assertThat(counts.planned()).isEqualTo(8);
    assertThat(counts.rendered() + counts.dead()).isEqualTo(4);
    assertThat(counts.failed()).isEqualTo(Map.of("store", 4L));
    long bytes =
        IndexRows.of(output()).stream()
            .filter(row -> !row.status().equals("failed"))
            .mapToLong(TileRow::bytes)
            .sum();
    assertThat(counts.bytes()).isEqualTo(bytes).isPositive();

    Map<String, Double> metrics = metrics("/metrics/prometheus/");

    assertThat(metrics)
        .containsEntry(OURS + "planned_Count", 8.0)
        .containsEntry(OURS + "rendered_Count", (double) counts.rendered())
        .containsEntry(OURS + "dead_Count", (double) counts.dead())
        .containsEntry(OURS + "failed_Count", 4.0)
        .containsEntry(OURS + "failed_store_Count", 4.0)
        .containsEntry(OURS + "failed_internal_Count", 0.0)
        .containsEntry(OURS + "unchanged_Count", 0.0)
        .containsEntry(OURS + "bytes_Count", (double) bytes)
        .as("eight tiles of four steps, four of them tried twice more")
        .containsEntry(OURS + "steps_Count", 64.0)
        .containsEntry(OURS + "megaflop_Count", summary.effort().flop() / 1e6);
    assertThat(summary.effort().flop()).isPositive();
  }

  @Test
  void everyMetricThatTheFilesNameIsThere() throws Exception {
    List<String> named = new ArrayList<>();
    for (String file : List.of("README.md", "prometheus.yml")) {
      Matcher metric =
          Pattern.compile("\\bmetrics_(?:phosphene|executor)_\\w*[A-Za-z]\\b")
              .matcher(Files.readString(METRICS.resolve(file)));
      while (metric.find()) {
        named.add(metric.group());
      }
    }
    assertThat(named).hasSizeGreaterThan(10);

    Set<String> known = known();
    while (!known.contains(HEAP)) {
      TimeUnit.MILLISECONDS.sleep(100);
      known = known();
    }

    assertThat(known).containsAll(named);
  }

  private static Set<String> known() throws Exception {
    Set<String> known = new TreeSet<>(metrics("/metrics/prometheus/").keySet());
    known.addAll(metrics("/metrics/executors/prometheus/").keySet());
    return known;
  }

  @Test
  void theExamplesAskForPagesThatAreThere() throws Exception {
    Matcher paths =
        Pattern.compile("metrics_path: (\\S+)")
            .matcher(Files.readString(METRICS.resolve("prometheus.yml")));
    int found = 0;
    while (paths.find()) {
      assertThat(metrics(paths.group(1))).as(paths.group(1)).isNotEmpty();
      found++;
    }
    assertThat(found).isEqualTo(2);
  }

  @Test
  void theGalleryHoldsTheSummary() throws IOException {
    JsonNode json = new ObjectMapper().readTree(output().resolve("summary.json").toFile());

    assertThat(json.get("rendered").asLong()).isEqualTo(summary.counts().rendered());
    assertThat(json.get("failed_by_reason").get("store").asLong()).isEqualTo(4);
    assertThat(json.get("bytes_written").asLong()).isEqualTo(summary.counts().bytes());
  }

  private static List<String> texts(JsonNode all, String field) {
    List<String> texts = new ArrayList<>();
    all.forEach(one -> texts.add(one.get(field).asText()));
    return texts;
  }

  /** Values by name, without labels. */
  private static Map<String, Double> metrics(String path) throws Exception {
    Map<String, Double> metrics = new TreeMap<>();
    for (String line : page(path).lines().toList()) {
      Matcher metric = Pattern.compile("(\\w+)\\{[^}]*} (\\S+)").matcher(line);
      if (metric.matches()) {
        metrics.put(metric.group(1), Double.valueOf(metric.group(2)));
      }
    }
    return metrics;
  }

  private static String page(String path) throws IOException, InterruptedException {
    URI page = URI.create(cluster.session().sparkContext().uiWebUrl().get() + path);
    HttpResponse<String> response =
        HTTP.send(
            HttpRequest.newBuilder(page).timeout(Duration.ofMinutes(1)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private record Unwatched() implements JobListener {
    @Override
    public void begin(long images, double flop) {}

    @Override
    public void worked(double flop) {}

    @Override
    public void received(Outcome outcome) {}

    @Override
    public void end() {}
  }
}
