package phosphene.gallery;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import phosphene.plan.Unit;

/** The names of a gallery's objects. */
public final class Layout {
  /** The manifest. */
  public static final String MANIFEST = "gallery.json";

  /** The folder of the index table of tiles. */
  public static final String TILES = "index/tiles";

  /** The folder of the contact sheets. */
  public static final String SHEETS = "sheets";

  private Layout() {}

  /** The picture of a unit. */
  public static String tile(Unit unit) {
    return "tiles/" + segment(unit.layer()) + "/" + unit.channel() + ".png";
  }

  /** The contact sheet of a layer. */
  public static String sheet(String layer) {
    return SHEETS + "/" + segment(layer) + ".png";
  }

  /**
   * A name as one segment of a path: all but letters, digits, {@code _}, {@code -} and inner dots
   * is percent-encoded, so that two names never share a segment. The empty name is {@code %}.
   */
  static String segment(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    StringBuilder segment = new StringBuilder(name.isEmpty() ? "%" : "");
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean letter = c < 128 && Character.isLetterOrDigit(c);
      boolean innerDot = c == '.' && i > 0 && i < bytes.length - 1;
      boolean plain = letter || c == '_' || c == '-' || innerDot;
      segment.append(plain ? Character.toString(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return segment.toString();
  }
}
