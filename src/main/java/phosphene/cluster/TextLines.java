package phosphene.cluster;

import java.util.Locale;

/** Lines of text for a person. */
final class TextLines {
  private final StringBuilder text = new StringBuilder();

  /** Adds a line, as {@link String#format}. */
  TextLines add(String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
