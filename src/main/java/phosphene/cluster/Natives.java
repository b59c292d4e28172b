package phosphene.cluster;

import java.io.File;
import org.apache.spark.SparkEnv;

/** Where the native libraries of an executor are unpacked. */
final class Natives {
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private Natives() {}

  /**
   * Gives an executor a folder of its own unless the settings name one: processes that unpack into
   * the same folder at the same time may load half of a library. Spark removes it with the
   * application. To be called before the first library is loaded.
   */
  static void settle() {
    SparkEnv here = SparkEnv.get();
    if (here.executorId().equals("driver")) {
      return;
    }
    File blocks = here.blockManager().diskBlockManager().localDirs()[0];
    File own = new File(blocks.getParentFile(), "natives-" + here.executorId());
    System.getProperties().putIfAbsent(CACHE, own.getPath());
  }
}
