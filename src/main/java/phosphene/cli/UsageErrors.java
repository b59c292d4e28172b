package phosphene.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import phosphene.spec.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the words of a command line, in two lines. */
final class UsageErrors {
  // Of picocli, in Java's terms.
  private static final Pattern VALUE =
      Pattern.compile("Invalid value for option '(.+?)': '(.*)' is not an? (int|long|double)");
  // Every short word is near to some option of two letters.
  private static final int SHORT = 2;

  private UsageErrors() {}

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
      String message = String.valueOf(problem.getMessage());
      Matcher value = VALUE.matcher(message);
      return value.matches()
          ? String.format(
              Locale.ROOT,
              "Invalid %s: %s (must be a %snumber)",
              value.group(1),
              value.group(2),
              value.group(3).equals("double") ? "" : "whole ")
          : message;
    }
    String word = unmatched.getUnmatched().get(0);
    if (word.startsWith("-")) {
      List<String> options = new ArrayList<>();
      for (OptionSpec option : command.getCommandSpec().options()) {
        options.addAll(List.of(option.names()));
      }
      options.removeIf(name -> name.length() <= SHORT);
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
