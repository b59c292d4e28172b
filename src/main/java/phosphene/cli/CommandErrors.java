package phosphene.cli;

import java.util.Optional;
import org.slf4j.LoggerFactory;
import phosphene.gallery.store.StoreException;
import phosphene.spec.Disk;
import phosphene.spec.SpecException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Turns what a command throws into a message and an exit code: a mistake has no stack, a bug has
 * one.
 */
final class CommandErrors {
  private CommandErrors() {}

  static int handle(Exception problem, CommandLine command, ParseResult result) {
    Optional<String> disk = Disk.failure(problem);
    if (disk.isPresent()) { // whatever noticed it first: the weights' cache, a temporary file
      command.getErr().println(told(String.valueOf(problem.getMessage()), disk.get()));
      return ExitCode.FAILED;
    }
    if (problem instanceof SpecException) {
      command.getErr().println(problem.getMessage());
      return ExitCode.MISTAKE;
    }
    if (problem instanceof StoreException) {
      command.getErr().println(problem.getMessage());
      return ExitCode.FAILED;
    }
    if (problem instanceof InterruptedException) {
      command.getErr().println("Interrupted; run the same command again to go on.");
      return ExitCode.INTERRUPTED;
    }
    LoggerFactory.getLogger(CommandErrors.class).error("This is a bug in Phosphene", problem);
    command.getErr().println("This is a bug in Phosphene: " + problem);
    return ExitCode.FAILED;
  }

  /** The first line of a message, with the reason in it. */
  private static String told(String message, String reason) {
    String line = message.lines().findFirst().orElse(reason);
    return line.contains(reason) ? line : line + ": " + reason;
  }
}
