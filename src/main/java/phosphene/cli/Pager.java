package phosphene.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Output of any length. On a terminal it is shown a screen at a time by the program that the
 * variable {@code PAGER} names, or by {@code less}, as psql and git do; what fits on one screen is
 * printed. Elsewhere, and where there is no such program, all is printed.
 */
final class Pager implements AutoCloseable {
  // End if it is one screen, show colours, leave the screen as it is.
  private static final String LESS = "-FRX";
  private final PrintWriter writer;
  private final Optional<Process> program;

  private Pager(PrintWriter writer, Optional<Process> program) {
    this.writer = writer;
    this.program = program;
  }

  /** Of this process: a pager if people read {@code out}. */
  static Pager of(PrintWriter out) {
    return onTerminal()
        ? of(out, System.getenv(), ProcessBuilder.Redirect.INHERIT)
        : new Pager(out, Optional.empty());
  }

  /** True if standard output goes to a terminal; Java says only whether all streams do. */
  private static boolean onTerminal() {
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return device.matches("/dev/(pts/\\d+|tty\\w*|console)");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * On a terminal.
   *
   * @param environment with {@code PAGER} and {@code PATH}
   * @param screen where the program writes
   */
  static Pager of(
      PrintWriter out, Map<String, String> environment, ProcessBuilder.Redirect screen) {
    String command = environment.getOrDefault("PAGER", "less").strip();
    String name = command.split("\\s+", 2)[0];
    if (name.isEmpty() || name.equals("cat") || !there(name, environment)) {
      return new Pager(out, Optional.empty());
    }
    out.flush();
    try {
      ProcessBuilder builder =
          new ProcessBuilder("sh", "-c", command)
              .redirectOutput(screen)
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putIfAbsent("LESS", LESS);
      Process program = builder.start();
      PrintWriter writer =
          new PrintWriter(program.outputWriter(StandardCharsets.UTF_8), false); // when it is full
      return new Pager(writer, Optional.of(program));
    } catch (IOException e) {
      return new Pager(out, Optional.empty()); // there is no shell
    }
  }

  private static boolean there(String name, Map<String, String> environment) {
    if (name.contains("/")) {
      return Files.isExecutable(Path.of(name));
    }
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  /** Takes the output; {@link PrintWriter#checkError} says that nobody reads on. */
  PrintWriter writer() {
    return writer;
  }

  /** Waits until all was read. */
  @Override
  public void close() {
    writer.flush();
    if (program.isEmpty()) {
      return;
    }
    writer.close();
    try {
      program.get().waitFor();
    } catch (InterruptedException e) {
      program.get().destroy();
      Thread.currentThread().interrupt();
    }
  }
}
