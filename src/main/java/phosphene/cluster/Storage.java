package phosphene.cluster;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/** Settings of object stores: what {@code spark.hadoop.*} says. */
final class Storage {
  private static final String PREFIX = "spark.hadoop.";

  private Storage() {}

  static Configuration settings(SparkConf conf) {
    Configuration settings = new Configuration();
    for (Tuple2<String, String> entry : conf.getAllWithPrefix(PREFIX)) {
      settings.set(entry._1(), entry._2());
    }
    return settings;
  }
}
