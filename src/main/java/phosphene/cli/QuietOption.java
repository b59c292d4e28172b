package phosphene.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a command says how far it is: shared by those that take a while. */
final class QuietOption {
  @Option(
      names = {"-q", "--quiet"},
      description = "Says nothing but what went wrong.")
  boolean quiet;

  /** Shows how far work is: a bar on a terminal, lines elsewhere. */
  Progress progress(String verb, PrintWriter err) {
    if (quiet) {
      return new NoProgress(err);
    }
    Clock clock = Clock.systemUTC();
    return terminal()
        .<Progress>map(terminal -> new ProgressBar(verb, err, terminal.width(), clock))
        .orElseGet(() -> new ProgressLines(verb, err, clock));
  }

  private static Optional<Terminal> terminal() {
    return "dumb".equals(System.getenv("TERM")) ? Optional.empty() : Terminal.ofErrors();
  }

  /** Where a command says how it went. */
  PrintWriter out(PrintWriter out) {
    return quiet
        ? new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
        : out;
  }
}
