package phosphene.cluster;

import java.io.File;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.RegexFilter;
import org.apache.spark.SparkEnv;

/** Where the native libraries of a process are unpacked, and where their loader writes to. */
public final class NativeLibraries {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final String LOADER = "org.bytedeco.javacpp.Loader";
  private static final String LOGGER = "org.bytedeco.javacpp.logger";

  private NativeLibraries() {}

  /**
   * Has the loader log like all else. Left to itself it prints to the terminal, and warns that
   * ND4J's BLAS and oneDNN were built for an older loader, whatever the settings of logs are: under
   * spark-submit they are Spark's. To be called before the first library is loaded.
   */
  public static void logToSlf4j() {
    System.getProperties().putIfAbsent(LOGGER, "slf4j");
    LoggerContext context = LoggerContext.getContext(false);
    Configuration logs = context.getConfiguration();
    if (!logs.getLoggers().containsKey(LOADER)) {
      LoggerConfig loader =
          LoggerConfig.newBuilder().withLoggerName(LOADER).withConfig(logs).build();
      loader.setLevel(null); // that of the settings
      loader.addFilter(versions());
      logs.addLogger(LOADER, loader);
      context.updateLoggers();
    }
  }

  /** What the loader says of versions: two differ, or a jar that holds all does not name them. */
  private static Filter versions() {
    try {
      return RegexFilter.createFilter(
          "Versions? of .+", null, false, Filter.Result.DENY, Filter.Result.NEUTRAL);
    } catch (IllegalAccessException e) {
      throw new LinkageError("Cannot filter logs: " + e.getMessage(), e);
    }
  }

  /**
   * Gives an executor a folder of its own unless the settings name one: processes that unpack into
   * the same folder at the same time may load half of a library. Spark removes it with the
   * application. To be called before the first library is loaded.
   */
  public static void configure() {
    logToSlf4j();
    SparkEnv here = SparkEnv.get();
    if (here.executorId().equals("driver")) {
      return;
    }
    File blocks = here.blockManager().diskBlockManager().localDirs()[0];
    File own = new File(blocks.getParentFile(), "natives-" + here.executorId());
    System.getProperties().putIfAbsent(CACHE, own.getPath());
  }
}
