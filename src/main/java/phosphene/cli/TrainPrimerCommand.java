package phosphene.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.Interruption;
import phosphene.primer.ControlExperiment;
import phosphene.primer.PrimerTraining;
import phosphene.primer.TrainedPrimer;
import phosphene.primer.TrainingPlan;
import phosphene.spec.Plural;
import phosphene.spec.Seed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the network that comes with the program. */
@Command(
    name = "train-primer",
    mixinStandardHelpOptions = true,
    description = {
      "Trains the primer, the small network that comes with the program.",
      "It paints the pictures of shapes and colours itself. Run it again after an interruption: it goes on where it was."
    })
final class TrainPrimerCommand implements Callable<Integer> {
  private static final int IMAGES = 96_000;
  private static final int CONTROL = 24_000;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the weights, the model card, the evaluation and the checkpoint (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "out/primer")
  Path out = Path.of("");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the first weights and the pictures (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--images",
      paramLabel = "N",
      description =
          "Pictures to train on, each once (default: 96000); with --control, pictures shown in each"
              + " of three trainings, a fifth of them five times (default: 24000).")
  @Nullable Integer asked;

  @Option(
      names = "--control",
      description =
          "Instead: train on the same pictures with random labels and on noise too, and compare.")
  boolean control;

  @Mixin QuietOption progress = new QuietOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    int images = Optional.ofNullable(asked).orElse(control ? CONTROL : IMAGES);
    TrainingPlan course = new TrainingPlan(new Seed(seed), images, TrainingPlan.BATCH);
    try (Interruption interruption = Interruption.ofThisThread()) {
      interruption.check();
      if (control) {
        compare(course);
      } else {
        train(course);
      }
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(control ? "Interrupted." : "Interrupted; run the same command again to go on.");
      err.flush();
      return ExitCode.INTERRUPTED;
    }
  }

  private void train(TrainingPlan course) throws IOException, InterruptedException {
    long start = System.nanoTime();
    TrainedPrimer graduate;
    try (Progress bar = bar()) {
      graduate = new PrimerTraining(course, out).train(shown(bar, course.images()));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    PrintWriter to = progress.out(spec.commandLine().getOut());
    to.print(graduate.table());
    to.printf(
        Locale.ROOT,
        "%nHeld-out accuracy: %.1f%% of %,d pictures (%d:%02d:%02d)%n",
        100 * graduate.accuracy(),
        PrimerTraining.HELD_OUT,
        took.toHours(),
        took.toMinutesPart(),
        took.toSecondsPart());
    to.printf(
        Locale.ROOT, "Weights:    %s (%,d bytes)%n", out.resolve("primer.npz"), graduate.bytes());
    to.printf(
        Locale.ROOT,
        "Model card: %s%nClasses:    %s%n",
        out.resolve("primer.md"),
        out.resolve("classes.png"));
    to.printf(
        Locale.ROOT,
        "Render it:  ./phosphene render jobs/quickstart.yaml --set %s --output out/mine%n",
        ShellQuoting.quote("weights=" + out.resolve("primer.npz")));
    to.flush();
  }

  private void compare(TrainingPlan course) throws InterruptedException, IOException {
    ControlExperiment experiment = ControlExperiment.of(course);
    List<ControlExperiment.Arm> arms;
    try (Progress bar = bar()) {
      arms = experiment.run(shown(bar, experiment.images()));
    }
    PrintWriter to = spec.commandLine().getOut();
    to.print(experiment.table(arms));
    to.flush();
  }

  private static PrimerTraining.Listener shown(Progress bar, int all) {
    return (pictures, loss) ->
        bar.show(
            (double) pictures / all,
            String.format(
                Locale.ROOT, "%,d of %s, loss %.3f", pictures, Plural.of(all, "picture"), loss));
  }

  private Progress bar() {
    return progress.progress("Training", spec.commandLine().getErr());
  }
}
