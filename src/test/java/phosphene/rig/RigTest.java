package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.rig.StandaloneCluster.Mode;
import phosphene.rig.StandaloneCluster.Seat;

@Timeout(300)
class RigTest {
  @TempDir Path folder;

  @Test
  void aJobRunsAndNothingStays() throws Exception {
    List<ProcessHandle> started;
    try (S3Server s3 = S3Server.start(folder.resolve("s3"));
        StandaloneCluster cluster =
            StandaloneCluster.start(folder.resolve("spark"), Seat.of(1, "2g"), Seat.of(1, "2g"))) {
      Path bucket = s3.bucket("work");
      s3.put(
          "work",
          "job.yaml",
          ("{job: atlas, network: squeezenet, weights: 'random:1', layers: conv1, units: 0-3,"
                  + " recipe: {size: 32, steps: 4}, output: 's3a://work/out'}")
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      Application application = Application.tested(folder);
      Map<String, String> settings = new HashMap<>(s3.settings());
      for (Mode mode : Mode.values()) {
        Program submission =
            cluster.submit(
                mode,
                application,
                settings,
                "phosphene.cli.Main",
                "render",
                "s3a://work/job.yaml",
                "--output",
                "s3a://work/" + mode);
        assertThat(submission.ended(Duration.ofMinutes(3))).as(submission.printed()).isZero();
        System.err.println(submission.printed());
        if (mode == Mode.CLUSTER) {
          String driver = cluster.driver(submission);
          System.err.println(
              cluster.state(driver)
                  + cluster.printed(driver, "stdout")
                  + cluster.printed(driver, "stderr"));
        }
        assertThat(bucket.resolve(mode.toString()).resolve("tiles/conv1/0003.png")).exists();
      }
      started = ProcessHandle.current().descendants().toList();
    }
    assertThat(started).noneMatch(ProcessHandle::isAlive);
  }
}
