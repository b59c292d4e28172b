package phosphene.job.run;

import java.util.Locale;

/** Lines of text for a person. */
public final class TextLines {
  private final StringBuilder text = new StringBuilder();

  /** Adds a line, as {@link String#format}. */
  public TextLines add(String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
