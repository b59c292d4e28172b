package phosphene.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts and settings of {@code deploy/}, as far as they can be checked without its services. */
class DeployTest {
  private static final Path DEPLOY = Path.of("deploy");
  private static final Pattern SETTING = Pattern.compile("(?<![\\w./])spark\\.[\\w$./-]*\\w");

  static Stream<Path> scripts() {
    return files().filter(file -> text(file).startsWith("#!"));
  }

  static Stream<Path> texts() {
    return files().filter(file -> !file.endsWith("metrics.properties"));
  }

  /** All files of {@code deploy}. */
  static Stream<Path> files() {
    try (Stream<Path> found = Files.walk(DEPLOY)) {
      return found.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptsAreSound(Path script) throws Exception {
    assertThat(Files.isExecutable(script)).as("%s can be run", script).isTrue();
    String shell = text(script).startsWith("#!/bin/sh") ? "sh" : "bash";
    assertThat(Ended.of(Map.of(), shell, "-n", script.toString())).isEqualTo(new Ended(0, ""));
    if (onPath("shellcheck")) {
      assertThat(Ended.of(Map.of(), "shellcheck", "-x", script.toString()))
          .isEqualTo(new Ended(0, ""));
    }
  }

  @ParameterizedTest
  @MethodSource("texts")
  void everySettingIsOneThatSparkKnows(Path file) {
    String charts = "--set '[^']*'"; // their values are not Spark's
    String text = text(file).replace("$role", "executor").replaceAll(charts, "");
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
    assertThat(KnownSettings.known("spark.metrics.conf.executor.sink.graphite.host")).isTrue();
    assertThat(
            Stream.of(
                "spark.executor.memoryOverhed",
                "spark.kubernetes.containers.image",
                "spark.executor.resource.gpu.count",
                "spark.kubernetes.executor.volumes.emptydir.natives.mount.path",
                "spark.hadoop.fs.s3a.path.style.acces",
                "spark.metrics.conf.executors.sink.graphite.host",
                "spark.phosphene.stalls"))
        .noneMatch(KnownSettings::known);
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
