package phosphene.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import phosphene.cluster.AtlasRun;
import phosphene.cluster.Cluster;
import phosphene.cluster.Interruption;
import phosphene.cluster.NetworkSource;
import phosphene.spec.AtlasJob;
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
              + " and speed, never the pictures.",
      defaultValue = "8")
  int batch;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (batch < 1) {
      throw new phosphene.spec.SpecException("Invalid --batch: " + batch + " (must be at least 1)");
    }
    Optional.ofNullable(master).ifPresent(Cluster::requireMaster);
    AtlasJob job = options.job();
    PrintWriter out = spec.commandLine().getOut();
    NetworkSource source = options.network(job);
    AtlasRun run = AtlasRun.prepare(job, source, Cluster.storage(), Version.text());
    int there = run.plan().tiles().size() - run.missing().tiles().size();
    out.printf(
        Locale.ROOT,
        "%s: %,d tiles, %,d of them rendered before, in %s%n",
        job.network().name(),
        run.plan().tiles().size(),
        there,
        run.output());
    out.flush();
    if (run.finished()) {
      out.println("Nothing to render: the gallery holds all that the job asks for.");
      out.flush();
      return ExitCode.DONE;
    }
    Tally tally = new Tally(spec.commandLine().getErr());
    try (Interruption interruption = Interruption.ofThisThread()) {
      try (Cluster cluster =
          Cluster.open("phosphene " + options.file, Optional.ofNullable(master))) {
        interruption.check(); // Spark's start may have swallowed it
        run.render(cluster, batch, tally);
      } catch (InterruptedException | RuntimeException | LinkageError e) {
        return interrupted(e, interruption);
      }
    }
    tally.report(out);
    conclude(
        out,
        local(run.output()),
        NextSteps.after(job, source.network(), options.file, local(run.output())));
    return tally.failed() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static void conclude(PrintWriter out, String gallery, List<String> next) {
    out.println("Contact sheets: " + gallery + "/sheets");
    out.println("Index:          " + gallery + "/index/tiles");
    out.println("Try next:");
    next.forEach(line -> out.println("  " + line));
    out.flush();
  }

  /** Says so while the process still lives; an error of another kind stays one. */
  private int interrupted(Throwable problem, Interruption interruption) {
    if (!interruption.came()) {
      if (problem instanceof RuntimeException error) {
        throw error;
      }
      if (problem instanceof LinkageError error) { // what starting Spark throws when interrupted
        throw error;
      }
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("Interrupted; run the same command again to go on.");
    err.flush();
    return ExitCode.INTERRUPTED;
  }

  /** A folder of this machine as a path that can be pasted, any other place as it is. */
  private static String local(String uri) {
    return uri.startsWith("file:/") ? uri.substring("file:".length()) : uri;
  }
}
