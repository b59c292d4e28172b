package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts that submit jobs tell {@code spark-submit}, and how they end. */
class SubmissionTest {
  private static final String KUBERNETES = "deploy/kubernetes/submit.sh";
  private static final String YARN = "deploy/yarn/submit.sh";
  private static final String POD_NAME = "spark.kubernetes.driver.pod.name=";

  @TempDir Path folder;

  /** A Spark whose spark-submit prints what it gets, and a kubectl that tells an exit code. */
  @BeforeEach
  void programs() throws IOException {
    program(
        "bin/spark-submit",
        "printf '%s\\n' \"OMP_NUM_THREADS=${OMP_NUM_THREADS:-}\" \"LC_ALL=${LC_ALL:-}\" \"$@\"",
        "exit ${SUBMISSION:-0}");
    program("bin/kubectl", "printf '%s\\n' \"$@\" >\"${0%/*}/asked\"", "printf %s \"${DRIVER-0}\"");
  }

  @Test
  void aSubmissionToKubernetesSaysWhatWasAsked() throws Exception {
    Map<String, String> environment = kubernetes("GPUS", "2", "S3_SECRET", "phosphene-s3");

    Ended ended =
        Ended.of(
            environment,
            KUBERNETES,
            "--conf",
            "spark.executor.memory=4g",
            "s3a://b/job.yaml",
            "--set",
            "seed=a b");

    assertThat(ended.code()).as(ended.text()).isZero();
    List<String> words = ended.text().lines().toList();
    assertThat(words)
        .containsSubsequence(
            "--master", "k8s://https://api.example:6443", "--deploy-mode", "cluster")
        .containsSubsequence("--class", phosphene.cli.Main.class.getName())
        .contains("spark.executor.resource.gpu.amount=2", "spark.executor.instances=2")
        .as("a core for each card")
        .contains("spark.executor.cores=2")
        .contains(
            "spark.kubernetes.driver.secretKeyRef.AWS_SECRET_ACCESS_KEY=phosphene-s3:secret-key")
        .contains(
            "spark.kubernetes.executor.podTemplateFile="
                + Path.of("deploy/kubernetes/executor-gpu.yaml").toAbsolutePath())
        .as("what was asked comes last and counts")
        .containsSubsequence("spark.executor.memory=2g", "spark.executor.memory=4g")
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
  void executorsWithoutCardsHaveFourCores() throws Exception {
    assertThat(Ended.of(kubernetes(), KUBERNETES, "job.yaml").text().lines())
        .contains("spark.executor.cores=4")
        .noneMatch(word -> word.contains("gpu"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 130})
  void aSubmissionToKubernetesEndsAsTheDriverEnds(int code) throws Exception {
    Ended ended = Ended.of(kubernetes("DRIVER", Integer.toString(code)), KUBERNETES, "job.yaml");

    assertThat(ended.code()).as(ended.text()).isEqualTo(code);
    String pod = pod(ended);
    assertThat(Files.readAllLines(folder.resolve("bin/asked")))
        .containsSubsequence("--server", "https://api.example:6443")
        .containsSubsequence("--namespace", "phosphene", "get", "pod", pod);
    assertThat(ended.text().lines().reduce((first, last) -> last).orElseThrow())
        .isEqualTo(
            code == 0
                ? "job.yaml"
                : "The job ended with " + code + ": kubectl --namespace phosphene logs " + pod);
  }

  @Test
  void aDriverOfUnknownEndHasFailed() throws Exception {
    Ended ended = Ended.of(kubernetes("DRIVER", ""), KUBERNETES, "job.yaml");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.text())
        .endsWith(
            "Cannot tell how the job ended: kubectl knows no exit code of pod "
                + pod(ended)
                + " in phosphene\n");
  }

  @Test
  void whatSparkSubmitRefusesIsNotAskedFor() throws Exception {
    assertThat(Ended.of(kubernetes("SUBMISSION", "7"), KUBERNETES, "job.yaml").code()).isEqualTo(7);
    assertThat(folder.resolve("bin/asked")).doesNotExist();
  }

  @Test
  void whatKubernetesLacksIsTold() throws Exception {
    assertThat(Ended.of(Map.of(), KUBERNETES))
        .isEqualTo(
            new Ended(
                2,
                "Cannot submit: no job (usage: submit.sh [--conf KEY=VALUE]... JOB"
                    + " [ARGUMENT]...)\n"));
    assertThat(Ended.of(Map.of(), KUBERNETES, "--conf", "job.yaml"))
        .isEqualTo(new Ended(2, "Cannot submit: --conf job.yaml (must be KEY=VALUE)\n"));
    assertThat(Ended.of(Map.of(), KUBERNETES, "job.yaml").text())
        .startsWith("Cannot submit: K8S is not set");
    for (String gpus : List.of("all", "00", "100")) {
      assertThat(Ended.of(kubernetes("GPUS", gpus), KUBERNETES, "job.yaml"))
          .isEqualTo(
              new Ended(
                  2, "Cannot submit: GPUS is " + gpus + " (must be a number from 0 to 99)\n"));
    }
  }

  @Test
  void aMissingKubectlIsToldBeforeTheJobRuns() throws Exception {
    program("bare/bash", "exec /bin/bash \"$@\"");
    Path bare = folder.resolve("bare");

    assertThat(Ended.of(kubernetes("PATH", bare.toString()), KUBERNETES, "job.yaml"))
        .isEqualTo(
            new Ended(
                2, "Cannot submit: no kubectl on the PATH (it tells how the driver ended)\n"));
  }

  @Test
  void whatYarnLacksIsTold() throws Exception {
    assertThat(Ended.of(Map.of(), YARN, "emr", "x.jar"))
        .isEqualTo(
            new Ended(2, "Cannot submit: usage: submit.sh emr|dataproc JAR JOB [ARGUMENT]...\n"));
    assertThat(Ended.of(Map.of(), YARN, "hdinsight", "x.jar", "job.yaml"))
        .isEqualTo(
            new Ended(2, "Cannot submit: unknown service hdinsight (must be emr or dataproc)\n"));
    assertThat(Ended.of(Map.of(), YARN, "emr", "s3a://bucket/x.jar", "job.yaml"))
        .isEqualTo(
            new Ended(
                2,
                "Cannot submit: s3a://bucket/x.jar is no file of this machine (copy it here: aws"
                    + " s3 cp or gcloud storage cp)\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "emr, spark.hadoop.fs.s3a.aws.credentials.provider=software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider",
    "dataproc, spark.executor.extraClassPath=/usr/local/share/google/dataproc/lib/gcs-connector.jar"
  })
  void aSubmissionToYarnSaysWhatWasAsked(String service, String store) throws Exception {
    Map<String, String> environment =
        Map.of("PHOSPHENE_SPARK", folder.toString(), "EXECUTORS", "3");
    String jar = Files.createFile(folder.resolve("x.jar")).toString();

    Ended ended = Ended.of(environment, YARN, service, jar, "job.yaml");

    if (ended.text().contains("no Java 17 below")) {
      return; // of this machine the script cannot tell more
    }
    assertThat(ended.text().lines())
        .as("the driver is this process: our exit codes are failures to YARN's cluster mode")
        .containsSubsequence("--master", "yarn", "--deploy-mode", "client")
        .startsWith("OMP_NUM_THREADS=1", "LC_ALL=C.UTF-8")
        .contains("spark.executor.instances=3", store)
        .endsWith(jar, "render", "job.yaml");
  }

  /** What a submission to Kubernetes needs, and more of its environment. */
  private Map<String, String> kubernetes(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("SPARK_HOME", folder.toString());
    environment.put("K8S", "https://api.example:6443");
    environment.put("IMAGE", "registry.example/phosphene:cuda");
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  /** The name that a submission gave to the driver's pod. */
  private static String pod(Ended ended) {
    return ended
        .text()
        .lines()
        .filter(word -> word.startsWith(POD_NAME))
        .map(word -> word.substring(POD_NAME.length()))
        .findFirst()
        .orElseThrow();
  }

  private void program(String name, String... lines) throws IOException {
    Path program = folder.resolve(name);
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}
