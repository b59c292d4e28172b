package phosphene.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import phosphene.job.run.Hint;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Commands to paste that take over what the command which prints them was given: settings of the
 * job, of Spark and of stores.
 *
 * @param file of the job
 * @param settings of the job, each {@code KEY=VALUE}
 * @param stores words that every command needs that reads the same stores
 * @param run words that a command needs which runs a job in the same way
 */
record Suggestions(String file, List<String> settings, List<String> stores, List<String> run) {
  private static final String SELF = "./phosphene ";
  private static final Set<String> OF_STORES = Set.of("--conf", "--properties-file");
  private static final Set<String> OF_RUNS = Set.of("--master", "--weights-cache", "--batch");
  // As Spark's own redaction has it: values of such keys are not repeated on the terminal.
  private static final Pattern SECRET =
      Pattern.compile("(?i)([^=]*(?:secret|password|token|access[.]?key)[^=]*)=.*", Pattern.DOTALL);

  Suggestions {
    settings = List.copyOf(settings);
    stores = List.copyOf(stores);
    run = List.copyOf(run);
  }

  /** What a command on a job was given. */
  static Suggestions of(CommandLine command, JobOptions options) {
    Set<Given> given = new LinkedHashSet<>();
    // Options that all commands take may stand before the command's name.
    for (CommandLine line = command; line != null; line = line.getParent()) {
      for (OptionSpec option : line.getParseResult().matchedOptionsSet()) {
        option.originalStringValues().forEach(v -> given.add(new Given(option.longestName(), v)));
      }
    }
    return new Suggestions(
        options.file, options.settings, words(given, OF_STORES), words(given, OF_RUNS));
  }

  private static List<String> words(Set<Given> given, Set<String> names) {
    return given.stream()
        .filter(one -> names.contains(one.option))
        .flatMap(one -> Stream.of(one.option, SECRET.matcher(one.value).replaceFirst("$1=...")))
        .toList();
  }

  private record Given(String option, String value) {}

  /** Each hint as two lines: what it is for, and a command to paste. */
  List<String> lines(List<Hint> hints, String gallery) {
    return hints.stream()
        .flatMap(hint -> Stream.of("# " + hint.why(), command(hint.command(), gallery)))
        .toList();
  }

  private String command(Hint.Command command, String gallery) {
    if (command instanceof Hint.Command.Query query) {
      return query(gallery, query.sql());
    } else if (command instanceof Hint.Command.Render render) {
      return render(gallery + render.suffix(), render.changes().toArray(String[]::new));
    } else if (command instanceof Hint.Command.Line line) {
      return line.text();
    } else {
      throw new AssertionError(command);
    }
  }

  /** A query of a gallery; {@code sql} has none of the signs that double quotes leave alive. */
  String query(String gallery, String sql) {
    return SELF + "query " + words(stores) + ShellQuoting.quote(gallery) + " \"" + sql + '"';
  }

  /**
   * The same job with other settings.
   *
   * @param changes each {@code KEY=VALUE}; they replace settings of the same key
   */
  String render(String output, String... changes) {
    List<String> words = new ArrayList<>();
    settings.stream().filter(setting -> !replaced(setting, changes)).forEach(s -> set(s, words));
    List.of(changes).forEach(change -> set(change, words));
    words.addAll(List.of("--output", output));
    words.addAll(run);
    words.addAll(stores);
    return SELF + "render " + ShellQuoting.quote(file) + " " + words(words).strip();
  }

  private static void set(String setting, List<String> words) {
    words.addAll(List.of("--set", setting));
  }

  private static boolean replaced(String setting, String... changes) {
    String key = key(setting);
    return key.equals("output") || List.of(changes).stream().anyMatch(c -> key.equals(key(c)));
  }

  private static String key(String setting) {
    return setting.substring(0, Math.max(0, setting.indexOf('='))).strip().toLowerCase(Locale.ROOT);
  }

  private static String words(List<String> words) {
    StringBuilder line = new StringBuilder();
    words.forEach(word -> line.append(ShellQuoting.quote(word)).append(' '));
    return line.toString();
  }
}
