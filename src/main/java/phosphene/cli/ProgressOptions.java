package phosphene.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much a job says while it works. */
final class ProgressOptions {
  @Mixin QuietOption quiet = new QuietOption();

  @Option(names = "--verbose", description = "Shows operations beside images while it works.")
  boolean verbose;

  /** Shows how far work is. */
  Progress progress(String verb, PrintWriter err) {
    return quiet.progress(verb, err);
  }

  /** Where a command says how it went. */
  PrintWriter out(PrintWriter out) {
    return quiet.out(out);
  }
}
