package phosphene.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The entry point of the launcher and of spark-submit. */
@Command(
    name = "phosphene",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Renders what every filter of a neural network sees, on Spark.",
    subcommands = {
      RenderCommand.class,
      PlanCommand.class,
      QueryCommand.class,
      VerifyCommand.class,
      SiteCommand.class,
      NetworksCommand.class,
      TrainPrimerCommand.class,
      BenchCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 some pictures or the store failed or a bug, 2 a mistake in what was asked,",
      "130 interrupted.",
      "Try: phosphene render jobs/quickstart.yaml"
    })
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command and gives its exit code. */
  static int run(String... arguments) {
    return run(new CommandLine(new Main()), arguments);
  }

  /** Runs a command that prints to {@code out} and {@code err}, and gives its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(new CommandLine(new Main()).setOut(out).setErr(err), arguments);
  }

  private static int run(CommandLine commands, String... arguments) {
    commands.setExecutionExceptionHandler(Mistakes::handle);
    commands.setUsageHelpAutoWidth(true);
    if (arguments.length == 0) {
      commands.usage(commands.getOut());
      return ExitCode.MISTAKE;
    }
    return commands.execute(arguments);
  }
}
