package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What can be checked of {@code deploy/} without the services that it is for. */
class DeployTest {
  private static final Path DEPLOY = Path.of("deploy");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final Pattern SETTING = Pattern.compile("(?<![\\w./])spark\\.[\\w$./-]*\\w");

  @TempDir Path folder;

  static Stream<Path> scripts() {
    return files(".sh");
  }

  static Stream<Path> texts() {
    return files("").filter(file -> !file.endsWith("metrics.properties"));
  }

  private static Stream<Path> files(String end) {
    try (Stream<Path> found = Files.walk(DEPLOY)) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(end))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptsAreSound(Path script) throws Exception {
    assertThat(Files.isExecutable(script)).as("%s can be run", script).isTrue();
    String shell = Files.readString(script).startsWith("#!/bin/sh") ? "sh" : "bash";
    assertThat(run(Map.of(), shell, "-n", script.toString())).isEqualTo(new Ended(0, ""));
    if (onPath("shellcheck")) {
      assertThat(run(Map.of(), "shellcheck", script.toString())).isEqualTo(new Ended(0, ""));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everySettingIsOneThatSparkKnows(Path file) throws IOException {
    String text = Files.readString(file).replace("$role", "executor");
    List<String> unknown = new ArrayList<>();
    Matcher settings = SETTING.matcher(text);
    while (settings.find()) {
      String setting = settings.group();
      if (!setting.contains("$") && !KnownSettings.known(setting)) {
        unknown.add(setting);
      }
    }
    assertThat(unknown).as(file.toString()).isEmpty();
  }

  @Test
  void misspeltSettingsAreFound() {
    assertThat(KnownSettings.known("spark.executor.memoryOverhead")).isTrue();
    assertThat(KnownSettings.known("spark.kubernetes.container.image")).isTrue();
    assertThat(KnownSettings.known("spark.hadoop.fs.s3a.path.style.access")).isTrue();
    assertThat(
            Stream.of(
                "spark.executor.memoryOverhed",
                "spark.kubernetes.containers.image",
                "spark.executor.resource.gpu.count",
                "spark.kubernetes.executor.volumes.emptydir.natives.mount.path",
                "spark.hadoop.fs.s3a.path.style.acces",
                "spark.phosphene.stalls"))
        .noneMatch(KnownSettings::known);
  }

  @Test
  void accessIsMadeOfObjectsThatKubernetesKnows() throws IOException {
    Map<String, Class<? extends KubernetesResource>> kinds =
        Map.of(
            "Namespace", Namespace.class,
            "ServiceAccount", ServiceAccount.class,
            "Role", Role.class,
            "RoleBinding", RoleBinding.class);
    List<Map<String, Object>> objects = yaml("access.yaml");

    assertThat(objects).extracting(object -> object.get("kind")).containsAll(kinds.keySet());
    for (Map<String, Object> object : objects) {
      Class<? extends KubernetesResource> kind = kinds.get((String) object.get("kind"));
      same(object, kind);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark-application.yaml", "spark-application-gpu.yaml"})
  void applicationsHaveTheFieldsOfTheOperator(String file) throws IOException {
    Map<String, Object> application = yaml(file).get(0);
    assertThat(application)
        .containsOnlyKeys("apiVersion", "kind", "metadata", "spec")
        .containsEntry("apiVersion", "sparkoperator.k8s.io/v1beta2")
        .containsEntry("kind", "SparkApplication");
    Map<String, Object> spec = map(application, "spec");
    assertThat(OperatorFields.SPEC).containsAll(spec.keySet());
    assertThat(spec)
        .containsEntry("type", "Scala")
        .containsEntry("mode", "cluster")
        .containsEntry("mainClass", phosphene.cli.Main.class.getName());
    assertThat(OperatorFields.RESTART).containsAll(map(spec, "restartPolicy").keySet());
    assertThat(map(spec, "sparkConf").values()).allMatch(String.class::isInstance);
    assertThat(map(spec, "sparkConf").keySet()).allMatch(KnownSettings::known);
    List<Volume> volumes = each(spec, "volumes", Volume.class);
    for (String role : List.of("driver", "executor")) {
      Map<String, Object> pod = map(spec, role);
      assertThat(OperatorFields.of(role)).as(role).containsAll(pod.keySet());
      assertThat(each(pod, "env", EnvVar.class))
          .extracting(EnvVar::getName)
          .doesNotHaveDuplicates();
      assertThat(each(pod, "volumeMounts", VolumeMount.class))
          .extracting(VolumeMount::getName)
          .isSubsetOf(volumes.stream().map(Volume::getName).toList());
      each(pod, "tolerations", Toleration.class);
      assertThat(pod.get("javaOptions").toString())
          .contains(
              "-Dorg.bytedeco.javacpp.cachedir="
                  + each(pod, "volumeMounts", VolumeMount.class).get(0).getMountPath());
    }
    assertThat(map(spec, "executor").get("instances")).isInstanceOf(Integer.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.cpu", "Dockerfile.cuda"})
  void imagesHoldWhatTheFilesBesideThemName(String name) throws IOException {
    List<String> lines = lines(DEPLOY.resolve("kubernetes").resolve(name));
    List<String> targets = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("FROM ") && !line.contains("${")) {
        assertThat(line).as("a version").matches("FROM \\S+:\\d\\S*( AS \\w+)?");
      }
      if (line.startsWith("ARG ")) {
        assertThat(line).as("a version").matches("ARG \\w+=\\S+:\\d\\S*");
      }
      if (line.startsWith("COPY ")) {
        List<String> words =
            Stream.of(line.substring(5).trim().split("\\s+"))
                .filter(word -> !word.startsWith("--"))
                .toList();
        targets.add(words.get(words.size() - 1));
        if (!line.contains("--from=")) {
          words.subList(0, words.size() - 1).forEach(DeployTest::exists);
        }
      }
    }
    assertThat(lines).contains("ENTRYPOINT [\"/opt/entrypoint.sh\"]");
    assertThat(targets)
        .contains("/opt/phosphene/phosphene.jar", "/opt/phosphene/metrics.properties");
    String files =
        Files.readString(DEPLOY.resolve("kubernetes/submit.sh"))
            + Files.readString(DEPLOY.resolve("kubernetes/spark-application.yaml"))
            + Files.readString(DEPLOY.resolve("kubernetes/spark-application-gpu.yaml"));
    Matcher paths = Pattern.compile("/opt/phosphene/[\\w./-]+").matcher(files);
    while (paths.find()) {
      String path = paths.group().replaceAll("/$", "");
      boolean cards = path.endsWith("cuda") || path.endsWith("discover.sh");
      if (name.equals("Dockerfile.cuda") || !cards) {
        assertThat(targets).contains(path);
      }
    }
  }

  /** A file of the project, or the jar, which is only there once it is packaged. */
  private static void exists(String source) {
    if (source.startsWith("target/")) {
      assertThat(FileSystems.getDefault().getPathMatcher("glob:" + source))
          .satisfies(
              jar ->
                  assertThat(jar.matches(Path.of("target/phosphene-0.1.0-SNAPSHOT-submit.jar")))
                      .isTrue());
    } else {
      assertThat(Path.of(source)).exists();
    }
  }

  @Test
  void aSubmissionToKubernetesSaysWhatWasAsked() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SPARK_HOME", home().toString(),
            "K8S", "https://api.example:6443",
            "IMAGE", "registry.example/phosphene:cuda",
            "GPUS", "2",
            "S3_SECRET", "phosphene-s3");

    Ended ended =
        run(environment, "deploy/kubernetes/submit.sh", "s3a://b/job.yaml", "--set", "seed=a b");

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
  void whatIsMissingIsTold() throws Exception {
    String script = "deploy/kubernetes/submit.sh";

    assertThat(run(Map.of(), script))
        .isEqualTo(new Ended(2, "Cannot submit: no job (usage: submit.sh JOB [ARGUMENT]...)\n"));
    assertThat(run(Map.of(), script, "job.yaml").text())
        .startsWith("Cannot submit: K8S is not set");
    assertThat(
            run(
                    Map.of(
                        "K8S",
                        "https://x",
                        "IMAGE",
                        "x",
                        "SPARK_HOME",
                        home().toString(),
                        "GPUS",
                        "all"),
                    script,
                    "job.yaml")
                .text())
        .isEqualTo("Cannot submit: GPUS is all (must be a number from 0)\n");
    for (String service : List.of("emr", "dataproc")) {
      assertThat(run(Map.of(), "deploy/" + service + "/submit.sh", "x.jar"))
          .isEqualTo(new Ended(2, "Cannot submit: usage: submit.sh JAR JOB [ARGUMENT]...\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"emr", "dataproc"})
  void aSubmissionToYarnSaysWhatWasAsked(String service) throws Exception {
    Ended ended =
        run(
            Map.of("PHOSPHENE_SPARK", home().toString(), "EXECUTORS", "3"),
            "deploy/" + service + "/submit.sh",
            "x.jar",
            "job.yaml");
    if (ended.text().contains("no Java 17 below")) {
      return; // of this machine the script cannot tell more
    }
    assertThat(ended.text().lines())
        .containsSubsequence("--master", "yarn", "--deploy-mode", "cluster")
        .contains("spark.executor.instances=3")
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

  private record Ended(int code, String text) {}

  private static Ended run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(Set.of("K8S", "IMAGE", "SPARK_HOME", "GPUS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), text);
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** Lines, continued ones as one, without comments. */
  private static List<String> lines(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("(?m)^\\s*#.*\n", "").replace("\\\n", " ");
    return text.lines().map(String::trim).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> yaml(String name) throws IOException {
    List<Map<String, Object>> objects = new ArrayList<>();
    String text = Files.readString(DEPLOY.resolve("kubernetes").resolve(name));
    new Load(LoadSettings.builder().build())
        .loadAllFromString(text)
        .forEach(object -> objects.add((Map<String, Object>) object));
    return objects;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return (Map<String, Object>) parent.get(key);
  }

  /** The elements of a list as Kubernetes' own type; none if there is no list. */
  private static <T> List<T> each(Map<String, Object> parent, String key, Class<T> type) {
    List<T> all = new ArrayList<>();
    for (Object element : (List<?>) parent.getOrDefault(key, List.of())) {
      all.add(same(element, type));
    }
    return all;
  }

  /** An object as Kubernetes' own type, which must say all that the text does. */
  private static <T> T same(Object object, Class<T> type) {
    T typed = JSON.convertValue(object, type);
    assertThat((Object) JSON.valueToTree(typed)).isEqualTo(JSON.valueToTree(object));
    assertThat(JSON.valueToTree(typed).toString()).doesNotContain("additionalProperties");
    return typed;
  }
}
