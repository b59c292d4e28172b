package phosphene.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands as documents write them for a shell: words, quotes, comments, lines that go on. */
final class ShellWords {
  private static final Pattern WORD =
      Pattern.compile("\\s*(?:(#.*)|((?:[^\\s\"'#]|\"[^\"]*\"|'[^']*'|(?<=\\S)#)+))");

  private ShellWords() {}

  /** The words of each command. */
  static List<List<String>> commands(List<String> lines) {
    String text = String.join("\n", lines).replaceAll("\\\\\n", " ");
    return text.lines().map(ShellWords::words).filter(words -> !words.isEmpty()).toList();
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.lookingAt() && word.group(2) != null) {
      words.add(word.group(2).replaceAll("\"([^\"]*)\"|'([^']*)'", "$1$2"));
      word.region(word.end(), line.length());
    }
    return words;
  }
}
