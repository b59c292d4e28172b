package phosphene.image.exif;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import phosphene.image.pixel.Format;

/** What is read of an XMP packet: how the picture has to be turned. */
public final class Xmp {
  // 1 MB: packets of cameras have a few KB, of programs some hundred
  private static final int MOST = 1 << 20;

  private static final Pattern PREFIX =
      Pattern.compile(
          "xmlns(:[A-Za-z_][\\w.-]{0,30})?\\s{0,9}=\\s{0,9}[\"']http://ns\\.adobe\\.com/tiff/1\\.0/[\"']");

  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

  private Xmp() {}

  /**
   * EXIF's number of the orientation, as an attribute or an element; 1 where nothing says so.
   *
   * @param packet may be empty, or anything
   */
  public static int orientation(byte[] packet) {
    String text = COMMENT.matcher(text(packet)).replaceAll(" ");
    Matcher named = PREFIX.matcher(text);
    String prefix = named.find() ? prefix(named.group(1)) : "tiff:";
    Matcher found =
        Pattern.compile(
                "[\\s<]"
                    + Pattern.quote(prefix)
                    + "Orientation\\s{0,9}(?:=\\s{0,9}[\"']|(?:\\s[^<>]{0,200})?>)\\s{0,99}([1-8])\\s{0,99}[\"'<]")
            .matcher(text);
    return found.find() ? found.group(1).charAt(0) - '0' : 1;
  }

  /** What stands before a name: nothing where the namespace is that of all names. */
  private static String prefix(@Nullable String declared) {
    return declared == null ? "" : declared.substring(1) + ":";
  }

  private static String text(byte[] packet) {
    int length = Math.min(packet.length, MOST);
    boolean big = length > 1 && packet[0] == 0;
    boolean little = length > 1 && packet[1] == 0;
    boolean marked = Format.starts(packet, 0, "\u00fe\u00ff");
    if (big || marked) {
      return new String(packet, 0, length, StandardCharsets.UTF_16BE);
    }
    if (little || Format.starts(packet, 0, "\u00ff\u00fe")) {
      return new String(packet, 0, length, StandardCharsets.UTF_16LE);
    }
    return new String(packet, 0, length, StandardCharsets.ISO_8859_1);
  }
}
