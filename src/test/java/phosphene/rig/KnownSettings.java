package phosphene.rig;

import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.s3a.Constants;
import org.apache.spark.internal.config.ConfigEntry;

/** The settings that Spark 4.1, S3A and Phosphene know. */
final class KnownSettings {
  /** Those that are no entries of Spark's registry: families with names of the user's in them. */
  private static final List<Pattern> FAMILIES =
      List.of(
          Pattern.compile("spark\\.master"), // read by those who submit, before there are entries
          Pattern.compile(
              "spark\\.metrics\\.conf\\.(driver|executor)\\.(sink|source)\\.\\w+(\\.[\\w.]+)?"),
          Pattern.compile("spark\\.(executorEnv|yarn\\.appMasterEnv)\\.[A-Z_0-9]+"),
          Pattern.compile(
              "spark\\.(driver|executor|worker)\\.resource\\.\\w+\\.(amount|discoveryScript|vendor)"),
          Pattern.compile("spark\\.task\\.resource\\.\\w+\\.amount"),
          Pattern.compile(
              "spark\\.kubernetes\\.(driver|executor)\\.volumes\\.(emptyDir|hostPath"
                  + "|persistentVolumeClaim|nfs)\\.[\\w-]+\\.(mount\\.(path|subPath|readOnly)"
                  + "|options\\.(sizeLimit|medium|path|claimName|server))"),
          Pattern.compile("spark\\.kubernetes\\.(driver|executor)\\.secretKeyRef\\.[A-Z_0-9]+"),
          Pattern.compile(
              "spark\\.kubernetes\\.(driver|executor)\\.(label|annotation)\\.[a-z0-9./-]+"));

  /** Of Spark's module for YARN, which is not on Maven Central for Spark 4; read in its manual. */
  private static final Set<String> YARN = Set.of("spark.yarn.jars");

  private static final Set<String> OURS = Set.of("spark.phosphene.engine", "spark.phosphene.stall");
  private static final Set<String> S3A = s3a();

  static {
    // Entries register themselves when the object that holds them is loaded.
    for (String name : List.of("package", "UI", "Network", "Kryo", "Status", "Worker", "Deploy")) {
      load("org.apache.spark.internal.config." + name + "$", KnownSettings.class.getClassLoader());
    }
    load("org.apache.spark.sql.internal.SQLConf$", KnownSettings.class.getClassLoader());
    try {
      URL module = SparkHome.file("spark-kubernetes.jar").toUri().toURL();
      load(
          "org.apache.spark.deploy.k8s.Config$",
          new URLClassLoader(new URL[] {module}, KnownSettings.class.getClassLoader()));
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private KnownSettings() {}

  private static void load(String name, ClassLoader loader) {
    try {
      Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> s3a() {
    Set<String> keys = new TreeSet<>();
    for (Field field : Constants.class.getFields()) {
      try {
        if (field.getType() == String.class && field.get(null).toString().startsWith("fs.s3a.")) {
          keys.add("spark.hadoop." + field.get(null));
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return keys;
  }

  static boolean known(String setting) {
    return ConfigEntry.findEntry(setting) != null
        || S3A.contains(setting)
        || OURS.contains(setting)
        || YARN.contains(setting)
        || FAMILIES.stream().anyMatch(family -> family.matcher(setting).matches());
  }
}
