package phosphene.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.Outcome;
import phosphene.gallery.Summary;
import phosphene.spec.AtlasJob;
import phosphene.spec.JobFile;

class ObservabilityTest {
  @TempDir Path folder;

  @Test
  void probe() throws Exception {
    System.setProperty("spark.ui.enabled", "true");
    System.setProperty("spark.ui.port", "0");
    System.setProperty("spark.metrics.conf", "deploy/metrics/metrics.properties");
    AtlasJob job = (AtlasJob) JobFile.read("job", "job: atlas\nnetwork: squeezenet\nweights: random:1\nlayers: [conv1, fire2_squeeze1x1]\nunits: [0-2, 4]\nrecipe: {size: 32, steps: 4, retries: 0}\noutput: " + folder.resolve("out") + "\n", java.util.List.of());
    NetworkSource source = NetworkSource.open(job.network(), folder, Cluster.storage());
    AtlasRun run = AtlasRun.prepare(job, source, Cluster.storage(), "1");
    try (Cluster cluster = Cluster.open("test", Optional.of("local[2]"))) {
      Summary summary = run.render(cluster, 8, Optional.empty(), new Watch() {
        public void begin(long pictures, double flop) {}
        public void worked(double flop) {}
        public void received(Outcome outcome) {}
        public void end() {}
      });
      String ui = cluster.context().sc().uiWebUrl().get();
      String app = cluster.context().sc().applicationId();
      for (String at : new String[] {"/api/v1/applications/" + app + "/jobs", "/api/v1/applications/" + app + "/stages", "/metrics/prometheus/", "/metrics/executors/prometheus/"}) {
        Files.writeString(Path.of("/tmp/probe" + at.replace("/", "_")), at + "\n" + HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(ui + at)).build(), HttpResponse.BodyHandlers.ofString()).body());
      }
    }
  }
}
