package phosphene.cli;

import org.slf4j.LoggerFactory;
import phosphene.gallery.StoreException;
import phosphene.spec.SpecException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Turns what a command throws into a message and an exit code: a mistake has no stack, a bug has
 * one.
 */
final class Mistakes {
  private Mistakes() {}

  static int handle(Exception problem, CommandLine command, ParseResult result) {
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
    LoggerFactory.getLogger(Mistakes.class).error("This is a bug in Phosphene", problem);
    command.getErr().println("This is a bug in Phosphene: " + problem);
    return ExitCode.FAILED;
  }
}
