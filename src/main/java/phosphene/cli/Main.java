package phosphene.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import phosphene.cluster.NativeLibraries;
import phosphene.spec.SpecException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;

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
      EnginesCommand.class,
      RecipesCommand.class,
      CompareRecipesCommand.class,
      SpectrumCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 some images or the store failed or a bug,"
          + " 2 a mistake in what was asked, 130 interrupted.",
      "Try: phosphene render jobs/quickstart.yaml"
    })
public final class Main {
  @Mixin private final SparkSettings settings = new SparkSettings();

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command and gives its exit code. */
  static int run(String... arguments) {
    return run(new Main(), commands -> {}, arguments);
  }

  /** Runs a command that prints to {@code out} and {@code err}, and gives its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(new Main(), commands -> commands.setOut(out).setErr(err), arguments);
  }

  private static int run(Main main, Consumer<CommandLine> streams, String... arguments) {
    NativeLibraries.logToSlf4j();
    CommandLine commands = new CommandLine(main);
    streams.accept(commands);
    commands.setParameterExceptionHandler(UsageErrors::handle);
    commands.setExecutionExceptionHandler(CommandErrors::handle);
    commands.setExecutionStrategy(main::execute);
    commands.setUsageHelpAutoWidth(true);
    if (arguments.length == 0) {
      commands.usage(commands.getOut());
      return ExitCode.MISTAKE;
    }
    return commands.execute(arguments);
  }

  private int execute(ParseResult parsed) {
    try {
      return settings.during(() -> new CommandLine.RunLast().execute(parsed));
    } catch (SpecException e) { // of the settings; what a command throws comes wrapped
      parsed.commandSpec().commandLine().getErr().println(e.getMessage());
      return ExitCode.MISTAKE;
    }
  }
}
