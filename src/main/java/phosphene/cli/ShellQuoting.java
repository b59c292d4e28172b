package phosphene.cli;

import java.util.regex.Pattern;

/** Words of command lines as a shell reads them. */
final class ShellQuoting {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*");

  private ShellQuoting() {}

  /** A word that a shell passes on as it is, in quotes where it needs them. */
  static String quote(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
