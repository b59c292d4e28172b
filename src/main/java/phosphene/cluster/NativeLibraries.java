package phosphene.cluster;

import java.io.File;
import org.apache.spark.SparkEnv;

/** Where the native libraries of a process are unpacked, and where their loader writes to. */
public final class NativeLibraries {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";
  private static final String LOGGER = "org.bytedeco.javacpp.logger";

  private NativeLibraries() {}

  /**
   * Has the loader log like all else. Left to itself it prints to the terminal, and warns that
   * ND4J's BLAS was built for an older loader. To be called before the first library is loaded.
   */
  public static void logToSlf4j() {
    System.getProperties().putIfAbsent(LOGGER, "slf4j");
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
