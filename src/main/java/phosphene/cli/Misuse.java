package phosphene.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import phosphene.spec.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command line, in two lines. */
final class Misuse {
  private Misuse() {}

  static int handle(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(message(problem, command));
    err.println("See: ./" + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitCode.MISTAKE;
  }

  private static String message(ParameterException problem, CommandLine command) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(problem.getMessage());
    }
    String word = unmatched.getUnmatched().get(0);
    if (word.startsWith("-")) {
      List<String> options = new ArrayList<>();
      for (OptionSpec option : command.getCommandSpec().options()) {
        options.addAll(List.of(option.names()));
      }
      return "Invalid option: " + word + Nearest.suggestion(word, options);
    }
    List<String> commands = List.copyOf(command.getSubcommands().keySet());
    if (commands.isEmpty()) {
      return "Invalid argument: "
          + word
          + " (must be left out, or in quotes with the one before if it belongs to that)";
    }
    return "Invalid command: "
        + word
        + " (must be one of "
        + String.join(", ", commands)
        + ")"
        + Nearest.suggestion(word, commands);
  }
}
