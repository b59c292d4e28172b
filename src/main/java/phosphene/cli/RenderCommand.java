package phosphene.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Renders a job. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Renders what a job asks for and its gallery does not hold yet.",
      "Run it again after an interruption: it goes on where it was."
    })
final class RenderCommand implements Callable<Integer> {
  @Mixin JobOptions options = new JobOptions();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master (default: what spark-submit says, else local[*]).")
  @Nullable String master;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Tiles that pass the network together, at most (default: ${DEFAULT-VALUE}). Changes memory"
              + " and speed, never the pictures; of no meaning for dreams.",
      defaultValue = "8")
  int batch;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (batch < 1) {
      throw new phosphene.spec.SpecException("Invalid --batch: " + batch + " (must be at least 1)");
    }
    Optional.ofNullable(master).ifPresent(Cluster::requireMaster);
    options.tariff(); // a bad one is told before anything is done
    PrintWriter err = spec.commandLine().getErr();
    SparkSeat seat = new SparkSeat("phosphene " + options.file, Optional.ofNullable(master), err);
    return Errands.of(options.job(), options).render(seat, batch, spec.commandLine().getOut(), err);
  }
}
