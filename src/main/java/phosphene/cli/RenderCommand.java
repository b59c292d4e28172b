package phosphene.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  @Mixin RedoOption redo = new RedoOption();

  @Mixin ProgressOptions progress = new ProgressOptions();

  @Mixin MasterOption master = new MasterOption();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Tiles that pass the network together, at most (default: ${DEFAULT-VALUE}); fewer where the"
              + " engine is faster so. Changes memory and speed, never the images; of no meaning for"
              + " dreams.",
      defaultValue = "8")
  int batch;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (batch < 1) {
      throw new phosphene.spec.SpecException("Invalid --batch: " + batch + " (must be at least 1)");
    }
    Optional<String> url = master.master();
    options.tariff(); // a bad one is refused before anything is done
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = progress.out(spec.commandLine().getOut());
    SparkCommand spark = new SparkCommand("phosphene " + options.file, url, err);
    Suggestions suggestions = Suggestions.of(spec.commandLine(), options);
    return JobCommand.of(options, redo.formats())
        .render(spark, batch, new Output(out, err, progress, suggestions));
  }
}
