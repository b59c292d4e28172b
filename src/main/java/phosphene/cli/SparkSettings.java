package phosphene.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import phosphene.spec.SpecException;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * Settings of Spark and of object stores, which every command takes under the names that
 * spark-submit has for them. They become system properties, which is where Spark looks.
 */
final class SparkSettings {
  private static final String PREFIX = "spark.";

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of Spark or of an object store, such as"
              + " spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:9000. May be repeated.",
      scope = ScopeType.INHERIT)
  List<String> settings = new ArrayList<>();

  @Option(
      names = "--properties-file",
      paramLabel = "FILE",
      description = "A file of such settings, in the format of spark-defaults.conf.",
      scope = ScopeType.INHERIT)
  @Nullable Path file;

  /**
   * Runs a command with the settings in force.
   *
   * @throws SpecException if one is no setting, or the file cannot be read
   */
  int during(IntSupplier command) {
    Map<String, String> settings = all();
    Map<String, Optional<String>> before = new HashMap<>();
    settings.forEach(
        (key, value) -> before.put(key, Optional.ofNullable(System.setProperty(key, value))));
    try {
      return command.getAsInt();
    } finally {
      before.forEach(
          (key, value) ->
              value.ifPresentOrElse(
                  old -> System.setProperty(key, old), () -> System.clearProperty(key)));
    }
  }

  private Map<String, String> all() {
    Map<String, String> all = new HashMap<>();
    if (file != null) {
      all.putAll(read(file));
    }
    for (String setting : settings) {
      int sign = setting.indexOf('=');
      if (sign < 0 || !setting.startsWith(PREFIX)) {
        // Its value is not printed: it may be a key to a store.
        throw new SpecException(
            "Invalid --conf: "
                + (sign < 0 ? setting : setting.substring(0, sign))
                + " (must be KEY=VALUE with a KEY that begins with spark.)");
      }
      all.put(setting.substring(0, sign), setting.substring(sign + 1));
    }
    return all;
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new SpecException(
          "Cannot read --properties-file " + file + ": no file of settings is there", e);
    }
    Map<String, String> settings = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (!key.startsWith(PREFIX)) {
        throw new SpecException(
            "Invalid --properties-file " + file + ": " + key + " (must begin with spark.)");
      }
      settings.put(key, properties.getProperty(key).strip());
    }
    return settings;
  }
}
