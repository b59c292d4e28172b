package phosphene.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command in a process of its own.
 *
 * @param log what it prints, errors too
 */
record Driver(Process process, Path log) {

  /**
   * Starts a command; what it prints goes to a file.
   *
   * @param settings of Spark
   */
  static Driver start(Path log, Map<String, String> settings, List<String> arguments) {
    return start(log, properties(settings), arguments);
  }

  /**
   * Starts a command under a JVM with more options.
   *
   * @param options such as {@code -Xint}; they come last, and so hold
   */
  static Driver start(Path log, List<String> options, List<String> arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(command(options, arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "SPARK_LOCAL_IP", "127.0.0.1"));
    try {
      return new Driver(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words that start a command in a process of its own. */
  static List<String> command(Map<String, String> settings, List<String> arguments) {
    return command(properties(settings), arguments);
  }

  private static List<String> properties(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue())
        .toList();
  }

  private static List<String> command(List<String> options, List<String> arguments) {
    // Who runs tests in the background may have made its children deaf to Ctrl-C.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** What it has printed so far. */
  String logged() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
