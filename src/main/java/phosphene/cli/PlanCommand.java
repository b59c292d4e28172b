package phosphene.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Cluster;
import phosphene.spec.SpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what a job would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description =
        "Prints what a job would render, how long it takes and what it needs; renders nothing.")
final class PlanCommand implements Callable<Integer> {
  @Mixin JobOptions options = new JobOptions();

  @Option(
      names = "--no-calibration",
      negatable = true,
      description = "Leaves out the seconds of rendering that time this machine.")
  boolean uncalibrated;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master that lists photos (default: what spark-submit says, else local[*]).")
  @Nullable String master;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional.ofNullable(master).ifPresent(Cluster::requireMaster);
    if (uncalibrated && options.tariff().isPresent()) {
      throw new SpecException("Cannot tell a price: --no-calibration leaves out the time");
    }
    PrintWriter err = spec.commandLine().getErr();
    SparkSeat seat =
        new SparkSeat("phosphene plan " + options.file, Optional.ofNullable(master), err);
    return Errands.of(options.job(), options)
        .plan(
            seat,
            uncalibrated ? Errand.Timing.LEFT_OUT : Errand.Timing.MEASURED,
            spec.commandLine().getOut());
  }
}
