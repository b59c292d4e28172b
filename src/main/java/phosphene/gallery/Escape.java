package phosphene.gallery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.store.ObjectName;

/**
 * The one place where values become part of pages and scripts: each is escaped for where it stands.
 * Names come from photos, networks and indexes, which anybody may have written.
 */
public final class Escape {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)\\}");

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  static {
    JSON.getFactory().setCharacterEscapes(new WithinScripts());
  }

  private Escape() {}

  /** A text within HTML, or within the quotes of an attribute. */
  public static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * The name of an object as a relative address: all but letters, digits and {@code _ - . ~ /} is
   * percent-encoded, also the percent signs that names have themselves. It may stand in an
   * attribute and in {@code url()} of CSS as it is.
   *
   * @throws IllegalArgumentException if there can be no object of that name
   */
  public static String address(String name) {
    if (!ObjectName.valid(name)) {
      throw new IllegalArgumentException("Invalid name of an object: " + name);
    }
    StringBuilder address = new StringBuilder();
    for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (one & 0xff);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "_-.~/".indexOf(c) >= 0);
      address.append(plain ? Character.toString(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return address.toString();
  }

  /** A value as JSON that also is JavaScript, and may stand within an element of a page. */
  public static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** A script that calls a function of the page with a value, on one line. */
  public static byte[] call(String function, Object value) {
    return ("phosphene." + function + "(" + json(value) + ");\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A page made of its template.
   *
   * @param markup what stands for each <code>{name}</code>, escaped; what looks like one within it
   *     stays
   */
  public static String filled(String template, Map<String, String> markup) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> Matcher.quoteReplacement(markup.getOrDefault(place.group(1), place.group())));
  }

  /** Strings without what ends a script in a page, or a line of a script in an old browser. */
  private static final class WithinScripts extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes['<'] = ESCAPE_STANDARD; // as its number
      codes['>'] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      return c == 0x2028 || c == 0x2029
          ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c))
          : null;
    }
  }
}
