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
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.IndexRows;
import phosphene.gallery.Outcome;
import phosphene.gallery.Summary;
import phosphene.gallery.TileRow;
import phosphene.spec.AtlasJob;
import phosphene.spec.JobFile;

/** What Spark's pages tell of a job, by the settings of {@code deploy/metrics}. */
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
    AtlasJob job = (AtlasJob) JobFile.read("job.yaml", JOB.formatted(output()), List.of());
    cluster = Cluster.open("observed", Optional.of("local[2]"));
    NetworkSource source = NetworkSource.open(job.network(), folder, Cluster.storage());
    try (AtlasRun run = AtlasRun.prepare(job, source, Cluster.storage(), "1.0", told -> {})) {
      // Where the pictures of fire2_squeeze1x1 would go there is a file: they fail.
      Files.createDirectories(output().resolve("tiles"));
      Files.createFile(output().resolve("tiles/fire2_squeeze1x1"));
      summary = run.render(cluster, 8, Optional.empty(), new Unwatched());
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
  void probe() throws Exception {
    System.err.println(page("/api/v1/applications/" + application() + "/jobs"));
    System.err.println(page("/api/v1/applications/" + application() + "/stages"));
    System.err.println(
        page("/metrics/prometheus/").lines().filter(l -> l.contains("hosphene")).toList().stream().collect(java.util.stream.Collectors.joining("\n")));
    System.err.println(page("/metrics/executors/prometheus/"));
    System.err.println(summary);
  }

  private static String application() {
    return cluster.session().sparkContext().applicationId();
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

  private record Unwatched() implements Watch {
    @Override
    public void begin(long pictures, double flop) {}

    @Override
    public void worked(double flop) {}

    @Override
    public void received(Outcome outcome) {}

    @Override
    public void end() {}
  }
}
