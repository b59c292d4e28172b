package phosphene.rig;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/** Spark as a cluster has it: a folder of Spark's jars without anything of ours. */
public final class SparkHome {
  private SparkHome() {}

  /**
   * A file or folder that Maven put into {@code target/cluster}.
   *
   * @throws AssertionError if it is not there
   */
  public static Path file(String name) {
    Path file = Path.of("target", "cluster", name).toAbsolutePath();
    if (!Files.exists(file)) {
      throw new AssertionError("No " + file + " (mvn process-test-resources makes it)");
    }
    return file;
  }

  /** The folder with Spark's {@code jars}. */
  static Path folder() {
    return file("spark");
  }

  /** Of processes that live for a minute or two: a quick start counts, not what comes after. */
  static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** Those of a master or a worker. */
  static List<String> daemon() {
    List<String> arguments = new ArrayList<>(QUICK);
    arguments.addAll(java("256m"));
    return arguments;
  }

  /** Arguments of {@code java} before the main class of one of Spark's programs. */
  static List<String> java(String heap, String... classPathBefore) {
    List<String> arguments = new ArrayList<>();
    for (String option : JavaModuleOptions.defaultModuleOptions().split(" ")) {
      if (!option.isEmpty()) {
        arguments.add(option);
      }
    }
    List<String> classPath = new ArrayList<>(Arrays.asList(classPathBefore));
    classPath.add(folder().resolve("jars") + "/*");
    arguments.addAll(List.of("-Xmx" + heap, "-cp", String.join(File.pathSeparator, classPath)));
    return arguments;
  }

  /** The environment of Spark's programs; drivers and executors inherit it from their worker. */
  static Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        folder().toString(),
        "SPARK_SCALA_VERSION",
        "2.13", // else it looks for the folders of a build of Spark
        "SPARK_CONF_DIR",
        folder().resolve("conf").toString(),
        "SPARK_LOCAL_IP",
        "127.0.0.1");
  }

  /**
   * What this test runs with beside Spark: classes, tests, and the libraries that the jar for
   * spark-submit holds.
   */
  static String tested() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return String.join(
        File.pathSeparator,
        Arrays.stream(all.split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .filter(entry -> !Files.exists(folder().resolve("jars").resolve(entry.getFileName())))
            .map(Path::toString)
            .toList());
  }
}
