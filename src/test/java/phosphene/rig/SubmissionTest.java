package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts that submit jobs tell {@code spark-submit}. */
class SubmissionTest {
  private static final String KUBERNETES = "deploy/kubernetes/submit.sh";
  private static final String YARN = "deploy/yarn/submit.sh";

  @TempDir Path folder;

  @Test
  void aSubmissionToKubernetesSaysWhatWasAsked() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME", home().toString(),
            "K8S", "https://api.example:6443",
            "IMAGE", "registry.example/phosphene:cuda",
            "GPUS", "2",
            "S3_SECRET", "phosphene-s3");

    Ended ended = Ended.of(environment, KUBERNETES, "s3a://b/job.yaml", "--set", "seed=a b");

    assertThat(ended.code()).as(ended.text()).isZero();
    List<String> words = ended.text().lines().toList();
    assertThat(words)
        .containsSubsequence(
            "--master", "k8s://https://api.example:6443", "--deploy-mode", "cluster")
        .containsSubsequence("--class", phosphene.cli.Main.class.getName())
        .contains("spark.executor.resource.gpu.amount=2", "spark.executor.instances=2")
        .contains(
            "spark.kubernetes.driver.secretKeyRef.AWS_SECRET_ACCESS_KEY=phosphene-s3:secret-key")
        .endsWith(
            "local:///opt/phosphene/phosphene.jar",
            "render",
            "s3a://b/job.yaml",
            "--set",
            "seed=a b");
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("--conf")) {
        assertThat(words.get(i + 1)).matches("[^=]+=.+");
        assertThat(KnownSettings.known(words.get(i + 1).split("=", 2)[0]))
            .as(words.get(i + 1))
            .isTrue();
      }
    }
  }

  @Test
  void whatKubernetesLacksIsTold() throws Exception {
    Map<String, String> environment =
        Map.of("K8S", "https://x", "IMAGE", "x", "SPARK_HOME", home().toString(), "GPUS", "all");

    assertThat(Ended.of(Map.of(), KUBERNETES))
        .isEqualTo(new Ended(2, "Cannot submit: no job (usage: submit.sh JOB [ARGUMENT]...)\n"));
    assertThat(Ended.of(Map.of(), KUBERNETES, "job.yaml").text())
        .startsWith("Cannot submit: K8S is not set");
    assertThat(Ended.of(environment, KUBERNETES, "job.yaml").text())
        .isEqualTo("Cannot submit: GPUS is all (must be a number from 0)\n");
  }

  @Test
  void whatYarnLacksIsTold() throws Exception {
    assertThat(Ended.of(Map.of(), YARN, "emr", "x.jar"))
        .isEqualTo(
            new Ended(2, "Cannot submit: usage: submit.sh emr|dataproc JAR JOB [ARGUMENT]...\n"));
    assertThat(Ended.of(Map.of(), YARN, "hdinsight", "x.jar", "job.yaml"))
        .isEqualTo(
            new Ended(2, "Cannot submit: unknown service hdinsight (must be emr or dataproc)\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "emr, spark.hadoop.fs.s3a.aws.credentials.provider=software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider",
    "dataproc, spark.executor.extraClassPath=/usr/local/share/google/dataproc/lib/gcs-connector.jar"
  })
  void aSubmissionToYarnSaysWhatWasAsked(String service, String store) throws Exception {
    Map<String, String> environment =
        Map.of("PHOSPHENE_SPARK", home().toString(), "EXECUTORS", "3");

    Ended ended = Ended.of(environment, YARN, service, "x.jar", "job.yaml");

    if (ended.text().contains("no Java 17 below")) {
      return; // of this machine the script cannot tell more
    }
    assertThat(ended.text().lines())
        .containsSubsequence("--master", "yarn", "--deploy-mode", "cluster")
        .contains("spark.executor.instances=3", store)
        .endsWith("x.jar", "render", "job.yaml");
  }

  /** A Spark whose spark-submit prints its arguments, one a line. */
  private Path home() throws IOException {
    Path program = folder.resolve("bin/spark-submit");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return folder;
  }
}
