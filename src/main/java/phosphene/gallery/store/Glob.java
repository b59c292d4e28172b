package phosphene.gallery.store;

import java.io.Serializable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import phosphene.spec.SpecException;

/**
 * Which relative paths are meant: {@code ?} stands for a letter, {@code *} for any letters of one
 * segment, {@code **} for any segments or none, {@code [a-z]} and {@code [!a-z]} for one letter of
 * a set, {@code {a,b}} for one of several texts. A backslash takes the next letter as it is, but
 * {@code \xe9}, in small letters, stands for a byte that is not UTF-8, as paths of rows write it.
 */
public record Glob(String text) implements Serializable {
  /** Everything. */
  public static final Glob ALL = new Glob("**");

  /** True if a text has a sign of a pattern in it. */
  static boolean is(String text) {
    return text.matches("(?s).*[*?\\[{].*");
  }

  /** The pattern that means just this path. */
  static Glob just(String path) {
    return new Glob(path.replaceAll("[\\\\*?\\[\\]{},]", "\\\\$0"));
  }

  /**
   * The same as an expression.
   *
   * @throws SpecException if brackets or braces are not closed
   */
  public Pattern pattern() {
    return pattern(0);
  }

  /**
   * The same as an expression that takes small letters for capitals, and capitals for small ones.
   */
  Pattern anyCase() {
    return pattern(Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private Pattern pattern(int flags) {
    StringBuilder expression = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (text.startsWith("**/", i)) {
        expression.append("(?:.*/)?");
        i += 2;
      } else if (text.startsWith("**", i)) {
        expression.append(".*");
        i++;
      } else if (c == '[') {
        int end = text.indexOf(']', i + 2);
        if (end < 0) {
          throw invalid();
        }
        expression.append(set(text.substring(i + 1, end)));
        i = end;
      } else if (LocalFiles.escape(text, i).isPresent()) {
        expression.append(Pattern.quote(LocalFiles.escape(text, i).get()));
        i += 3;
      } else if (c == '\\' && i + 1 < text.length()) {
        expression.append(letter(text.codePointAt(i + 1)));
        i += Character.charCount(text.codePointAt(i + 1));
      } else {
        braces += c == '{' ? 1 : c == '}' ? -1 : 0;
        expression.append(sign(c, braces));
        i += Character.charCount(c) - 1;
      }
    }
    if (braces != 0) {
      throw invalid();
    }
    try {
      return Pattern.compile(expression.toString(), Pattern.DOTALL | flags);
    } catch (PatternSyntaxException e) {
      throw invalid();
    }
  }

  private static String sign(int c, int braces) {
    return switch (c) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      case '{' -> "(?:";
      case '}' -> ")";
      case ',' -> braces > 0 ? "|" : ",";
      default -> letter(c);
    };
  }

  private static String letter(int c) {
    return Pattern.quote(Character.toString(c));
  }

  private static String set(String letters) {
    String quoted = letters.replaceAll("[\\\\\\[&^]", "\\\\$0");
    return quoted.startsWith("!") ? "[^/" + quoted.substring(1) + "]" : "[" + quoted + "]";
  }

  private SpecException invalid() {
    return new SpecException("Invalid photos: " + text + " (must close its brackets and braces)");
  }
}
