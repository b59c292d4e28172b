package phosphene.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Cluster;
import picocli.CommandLine.Option;

/** Where Spark runs: shared by the commands that need it. */
final class MasterOption {
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
    return named;
  }
}
