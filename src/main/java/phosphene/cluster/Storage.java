package phosphene.cluster;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.RetryPolicy;
import scala.Tuple2;

/**
 * Settings of object stores: what {@code spark.hadoop.*} and {@code core-site.xml} say, and ours
 * where they are unset.
 */
public final class Storage {
  private static final String PREFIX = "spark.hadoop.";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          // Executors need no disk for what they upload, which is in memory anyway.
          "fs.s3a.fast.upload.buffer", "bytebuffer",
          // A buffer of this size is taken for every object, however small: 64M by default.
          "fs.s3a.multipart.size", "8M",
          // Of a request that is answered 503, with pauses of 0.1 s to 26 s, which double: S3A's 20
          // last hours, and a task that waits in one does not see that the store is back. What
          // takes
          // longer than this minute is waited for with a RetryPolicy.
          "fs.s3a.retry.throttle.limit", "9");

  private Storage() {}

  /** Gives Spark the same settings. */
  static void configure(SparkConf conf) {
    Configuration before = new Configuration();
    DEFAULTS.forEach(
        (key, value) -> {
          if (unset(before, key)) {
            conf.setIfMissing(PREFIX + key, value);
          }
        });
  }

  /** Those of the process that this task runs in. */
  public static Configuration ofTask() {
    return settings(SparkEnv.get().conf());
  }

  /** A store for this task, which waits while the store does not answer. */
  public static ObjectStore open(String place) {
    return retryPolicy().of(HadoopStore.open(place, ofTask()));
  }

  /** The retries of this task: a core that waits costs less than an image that is made again. */
  public static RetryPolicy retryPolicy() {
    return RetryPolicy.with(TaskCancellation::ifCancelled);
  }

  public static Configuration settings(SparkConf conf) {
    Configuration settings = new Configuration();
    DEFAULTS.forEach(
        (key, value) -> {
          if (unset(settings, key)) {
            settings.set(key, value, "Phosphene");
          }
        });
    for (Tuple2<String, String> entry : conf.getAllWithPrefix(PREFIX)) {
      settings.set(entry._1(), entry._2());
    }
    return settings;
  }

  /** True if nobody but Hadoop itself says what that is. */
  private static boolean unset(Configuration settings, String key) {
    String[] sources = settings.getPropertySources(key);
    return sources == null || List.of("core-default.xml").containsAll(List.of(sources));
  }
}
