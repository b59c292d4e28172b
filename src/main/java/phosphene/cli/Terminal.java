package phosphene.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal that a stream of this process goes to.
 *
 * @param width of its lines, in letters
 */
record Terminal(int width) {
  private static final Pattern DEVICE = Pattern.compile("/dev/(pts/\\d+|tty\\w*|console)");
  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");
  private static final int LEAST = 20;
  private static final int USUAL = 80;

  /** Where standard output goes, if that is a terminal. */
  static Optional<Terminal> ofOutput() {
    return of(1);
  }

  /** Where standard error goes, if that is a terminal. */
  static Optional<Terminal> ofErrors() {
    return of(2);
  }

  private static Optional<Terminal> of(int descriptor) {
    try { // Java says only whether all of its streams are terminals
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return DEVICE.matcher(device).matches()
          ? Optional.of(new Terminal(width(device)))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static int width(String device) {
    return Optional.ofNullable(System.getenv("COLUMNS"))
        .filter(columns -> columns.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .or(() -> asked(device))
        .filter(columns -> columns > 0)
        .map(columns -> Math.max(LEAST, columns))
        .orElse(USUAL);
  }

  private static Optional<Integer> asked(String device) {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File(device))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher size = SIZE.matcher(answer);
      return size.matches() ? Optional.of(Integer.parseInt(size.group(1))) : Optional.empty();
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
