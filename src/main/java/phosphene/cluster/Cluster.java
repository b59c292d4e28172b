package phosphene.cluster;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import phosphene.spec.SpecException;

/** A Spark session, local unless a master is named or Spark's own launcher brought one. */
public final class Cluster implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  /** The property that names the jar for spark-submit which the launcher has built. */
  private static final String JAR = "phosphene.submit.jar";

  private static final Pattern MASTER =
      Pattern.compile(
          "yarn|(?:spark|k8s)://.+|local(?:\\[(?:\\*|[1-9]\\d*)(?:,\\s*[1-9]\\d*)?])?"
              + "|local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*]");
  private final SparkSession session;

  private Cluster(SparkSession session) {
    this.session = session;
  }

  /**
   * Starts or joins Spark.
   *
   * @param name of the application, as Spark's pages show it
   * @param master such as {@code local[2]}; empty: what spark-submit says, else all cores of this
   *     machine
   */
  public static Cluster open(String name, Optional<String> master) {
    return open(name, master, new SparkConf());
  }

  /** The same with an extension of SQL beside those of the settings. */
  public static Cluster open(String name, Class<?> sqlExtension) {
    SparkConf conf = new SparkConf();
    append(conf, "spark.sql.extensions", sqlExtension.getName());
    return open(name, Optional.empty(), conf);
  }

  private static Cluster open(String name, Optional<String> master, SparkConf conf) {
    conf.setAppName(name);
    master.ifPresent(conf::setMaster);
    conf.setIfMissing("spark.master", "local[*]");
    conf.set("spark.master", withRetries(conf.get("spark.master")));
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.sql.shuffle.partitions", "4"); // 200 is for a cluster
    } else {
      // Executors elsewhere have Spark and nothing of ours; spark-submit gives them the jar itself.
      Optional.ofNullable(System.getProperty(JAR))
          .ifPresent(jar -> conf.setIfMissing("spark.jars", jar));
      faults(conf);
    }
    Slot.configure(conf);
    Storage.configure(conf);
    // The same names in every run, for dashboards; else they begin with the number of the
    // application.
    conf.setIfMissing("spark.metrics.namespace", "phosphene");
    append(conf, "spark.plugins", MetricsPlugin.class.getName());
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing("spark.sql.debug.maxToStringFields", "200"); // the index has 29 columns
    conf.setIfMissing("spark.sql.jsonGenerator.ignoreNullFields", "false");
    // oneDNN's last bits depend on its thread count: parallelism comes from tasks.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    // Names of photos are read in the locale's encoding.
    conf.setIfMissing("spark.executorEnv.LC_ALL", "C.UTF-8");
    // The progress bar moves with the executors' heartbeats.
    conf.setIfMissing("spark.executor.heartbeatInterval", "2s");
    // Spark would else leave an empty folder of that name in the current folder.
    conf.setIfMissing(
        "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse");
    return new Cluster(SparkSession.builder().config(conf).getOrCreate());
  }

  /**
   * A local master that tries tasks four times, as a cluster does: Spark's own readers of the index
   * fail when an answer of its store breaks off.
   */
  private static String withRetries(String master) {
    return master
        .replaceFirst("^local$", "local[1]")
        .replaceFirst("^local\\[([^,\\]]+)]$", "local[$1,4]");
  }

  private static void append(SparkConf conf, String list, String name) {
    String others = conf.get(list, "");
    if (!List.of(others.split("\\s*,\\s*")).contains(name)) {
      conf.set(list, others.isEmpty() ? name : others + "," + name);
    }
  }

  /**
   * Settings that keep a long job alive on machines that come and go. Our tasks do not fail: they
   * return failures as values. So Spark counts lost executors only, which may be many in a night.
   */
  private static void faults(SparkConf conf) {
    conf.setIfMissing("spark.task.maxFailures", "32");
    // A job is one stage, started anew each time that a listing of photos is lost with an executor.
    conf.setIfMissing("spark.stage.maxConsecutiveAttempts", "1000");
    // For a whole job, on Kubernetes and YARN; else it ends with the third, or two an executor.
    conf.setIfMissing("spark.executor.maxNumFailures", "100000");
    exclusion(conf);
    // A task that does not end when it is killed is stuck in native code.
    conf.setIfMissing("spark.task.reaper.enabled", "true");
    conf.setIfMissing("spark.task.reaper.killTimeout", "2min");
    conf.setIfMissing("spark.task.reaper.threadDump", "false");
  }

  /** An executor that cannot do anything (its disk is full) would use up the attempts of all. */
  private static void exclusion(SparkConf conf) {
    int failures = conf.getInt("spark.task.maxFailures", 1);
    if (failures == 1) {
      return; // this setting asks for a job that ends with the first failure
    }
    conf.setIfMissing("spark.excludeOnFailure.enabled", "true");
    conf.setIfMissing("spark.excludeOnFailure.task.maxTaskAttemptsPerExecutor", "2");
    conf.setIfMissing("spark.excludeOnFailure.stage.maxFailedTasksPerExecutor", "4");
    // By executor only: all executors may be on one machine.
    conf.setIfMissing(
        "spark.excludeOnFailure.task.maxTaskAttemptsPerNode", Integer.toString(failures - 1));
    conf.setIfMissing("spark.excludeOnFailure.stage.maxFailedExecutorsPerNode", "1000");
    conf.setIfMissing("spark.excludeOnFailure.application.maxFailedExecutorsPerNode", "1000");
  }

  /**
   * Refuses a master that Spark does not know.
   *
   * @throws SpecException naming the known ones
   */
  public static void requireMaster(String url) {
    if (!MASTER.matcher(url).matches()) {
      throw new SpecException(
          "Invalid --master: "
              + url
              + " (must be local, local[N], local[*], spark://HOST:PORT, k8s://URL or yarn)");
    }
  }

  /**
   * True if this process is its own executor.
   *
   * @param named as of {@link #open}
   */
  public static boolean alone(Optional<String> named) {
    String master = named.orElseGet(() -> new SparkConf().get("spark.master", "local[*]"));
    return master.startsWith("local") && !master.startsWith("local-cluster");
  }

  /** The settings under which stores are opened before Spark runs. */
  public static Configuration storage() {
    return Storage.settings(new SparkConf());
  }

  public SparkSession session() {
    return session;
  }

  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** How others may find it; empty for one within this process. */
  public String application() {
    return session.sparkContext().isLocal() ? "" : session.sparkContext().applicationId();
  }

  /** How many tasks run at a time. */
  public int slots() {
    return session.sparkContext().defaultParallelism();
  }

  @Override
  public void close() {
    session.stop();
  }
}
