package phosphene.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Cluster;
import picocli.CommandLine.Option;

/** Where Spark runs: shared by the commands that need it. */
final class MasterOption {
  private static final String JARS = "spark.jars";

  /** Names the jar for spark-submit where the launcher has built one. */
  private static final String OURS = "phosphene.submit.jar";

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master (default: what spark-submit says, else local[*]).")
  @Nullable String url;

  /**
   * The master that was named, if one was.
   *
   * @throws phosphene.spec.SpecException if Spark knows no such master
   */
  Optional<String> master() {
    Optional<String> named = Optional.ofNullable(url);
    named.ifPresent(Cluster::requireMaster);
    if (!named.orElse(System.getProperty("spark.master", "local")).startsWith("local")) {
      ship();
    }
    return named;
  }

  /** Executors elsewhere have Spark and nothing of ours; spark-submit gives them the jar itself. */
  private static void ship() {
    String jar = System.getProperty(OURS);
    if (jar != null && System.getProperty(JARS) == null) {
      System.setProperty(JARS, jar);
    }
  }
}
