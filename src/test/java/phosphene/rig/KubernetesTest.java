package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code deploy/kubernetes} says: objects, applications of the operator, and images. */
class KubernetesTest {
  private static final Path FOLDER = Path.of("deploy/kubernetes");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

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

  @Test
  void executorsOfBothWaysMayRunWhereCardsAre() throws IOException {
    Pod template = same(yaml("executor-gpu.yaml").get(0), Pod.class);
    Map<String, Object> spec = map(yaml("spark-application-gpu.yaml").get(0), "spec");

    assertThat(template.getSpec().getTolerations())
        .isNotEmpty()
        .isEqualTo(each(map(spec, "executor"), "tolerations", Toleration.class));
  }

  @Test
  void theOperatorIsToldTheNamespace() throws IOException {
    Map<String, Object> namespace = yaml("access.yaml").get(0);

    assertThat(namespace).containsEntry("kind", "Namespace");
    assertThat(Files.readString(FOLDER.resolve("README.md")))
        .contains("--set 'spark.jobNamespaces={" + map(namespace, "metadata").get("name") + "}'");
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
    List<String> lines = lines(FOLDER.resolve(name));
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
          words.subList(0, words.size() - 1).forEach(KubernetesTest::exists);
        }
      }
    }
    assertThat(lines).contains("ENTRYPOINT [\"/opt/entrypoint.sh\"]");
    assertThat(targets)
        .contains("/opt/phosphene/phosphene.jar", "/opt/phosphene/metrics.properties");
    String files =
        Files.readString(FOLDER.resolve("submit.sh"))
            + Files.readString(FOLDER.resolve("spark-application.yaml"))
            + Files.readString(FOLDER.resolve("spark-application-gpu.yaml"));
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

  /** Lines, continued ones as one, without comments. */
  private static List<String> lines(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("(?m)^\\s*#.*\n", "").replace("\\\n", " ");
    return text.lines().map(String::trim).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> yaml(String name) throws IOException {
    List<Map<String, Object>> objects = new ArrayList<>();
    String text = Files.readString(FOLDER.resolve(name));
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
