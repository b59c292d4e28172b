package phosphene.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    description = {
      "Prints what a job would render, how long it takes and what it needs; renders nothing.",
      "Spark only lists photos, and looks at the headers of a few."
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin JobOptions options = new JobOptions();

  @Option(
      names = "--no-calibration",
      description = "Leaves out the seconds of rendering that time this machine.")
  boolean uncalibrated;

  @Mixin RedoOption redo = new RedoOption();

  @Mixin MasterOption master = new MasterOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Optional<String> url = master.master();
    boolean priced = options.tariff().isPresent(); // a bad one is refused before anything is done
    if (uncalibrated && priced) {
      throw new SpecException("Cannot tell a price: --no-calibration leaves out the time");
    }
    PrintWriter err = spec.commandLine().getErr();
    SparkCommand spark = new SparkCommand("phosphene plan " + options.file, url, err);
    return JobCommand.of(options, redo.formats())
        .plan(
            spark,
            uncalibrated ? JobCommand.Timing.LEFT_OUT : JobCommand.Timing.MEASURED,
            spec.commandLine().getOut());
  }
}
