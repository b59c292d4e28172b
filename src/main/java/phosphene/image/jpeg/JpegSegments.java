package phosphene.image.jpeg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import phosphene.image.pixel.Format;

/**
 * The segments before the pixels of a JPEG file: EXIF is read from them, and what belongs to a
 * picture is put between them.
 */
public final class JpegSegments {
  private static final int MARKER = 0xff;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int COMMENT = 0xfe;
  private static final int SCAN = 0xda;
  private static final int END = 0xd9;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private static final String PROFILE = "ICC_PROFILE\0";
  private static final String XMP = "http://ns.adobe.com/xap/1.0/\0";

  // A segment's length of 16 bits counts itself.
  private static final int MOST = 65535 - 2;

  private JpegSegments() {}

  /** The content of the first EXIF segment; empty if there is none. */
  public static byte[] exif(byte[] jpeg) {
    // Some writers have another byte where the second zero is.
    return content(jpeg, APP1, "Exif\0", EXIF.length);
  }

  /** The XMP packet; empty if there is none. */
  public static byte[] xmp(byte[] jpeg) {
    return content(jpeg, APP1, XMP, XMP.length());
  }

  /** Whether it has a color profile, if only its first part. */
  public static boolean profiled(byte[] jpeg) {
    return content(jpeg, APP2, PROFILE, PROFILE.length()).length > 0;
  }

  /** What follows a signature in the first segment of a kind that begins with it. */
  private static byte[] content(byte[] jpeg, int marker, String signature, int length) {
    for (int at = next(jpeg, 2); segment(jpeg, at); at = after(jpeg, at)) {
      int end = at + 2 + length(jpeg, at + 2);
      int content = at + 4;
      if ((jpeg[at + 1] & 255) == marker && Format.starts(jpeg, content, signature)) {
        return Arrays.copyOfRange(jpeg, Math.min(content + length, end), end);
      }
    }
    return new byte[0];
  }

  /** The file with the marker of the end, which it lacks. */
  public static byte[] ended(byte[] jpeg) {
    boolean half = (jpeg[jpeg.length - 1] & 255) == MARKER;
    byte[] ended = Arrays.copyOf(jpeg, jpeg.length + (half ? 1 : 2));
    ended[ended.length - 2] = (byte) MARKER;
    ended[ended.length - 1] = (byte) END;
    return ended;
  }

  /** Whether the pixels begin, and are followed by the marker of the end. */
  public static boolean ends(byte[] jpeg) {
    int at = next(jpeg, 2);
    while (segment(jpeg, at)) {
      at = after(jpeg, at);
    }
    // The end comes last, where nothing was appended.
    for (int i = jpeg.length - 2; i > at; i--) {
      if ((jpeg[i] & 255) == MARKER && (jpeg[i + 1] & 255) == END) {
        return true;
      }
    }
    return false;
  }

  /** Whether a whole segment begins here that is not yet pixels. */
  static boolean segment(byte[] jpeg, int at) {
    return at + 4 <= jpeg.length
        && (jpeg[at] & 255) == MARKER
        && (jpeg[at + 1] & 255) != SCAN
        && at + 2 + length(jpeg, at + 2) <= jpeg.length;
  }

  /** Where the marker begins that follows, behind bytes that only fill. */
  static int next(byte[] jpeg, int from) {
    int at = from;
    while (at + 1 < jpeg.length && (jpeg[at] & 255) == MARKER && (jpeg[at + 1] & 255) == MARKER) {
      at++;
    }
    return at;
  }

  /** Where the segment behind that of {@code at} begins. */
  static int after(byte[] jpeg, int at) {
    return next(jpeg, at + 2 + length(jpeg, at + 2));
  }

  /** The file without the segment of {@code at}. */
  static byte[] without(byte[] jpeg, int at) {
    int end = after(jpeg, at);
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length);
    out.write(jpeg, 0, at);
    out.write(jpeg, end, jpeg.length - end);
    return out.toByteArray();
  }

  /**
   * The file with an EXIF segment and with a comment for every text, {@code keyword: text} in
   * UTF-8, at its beginning; long texts go on in further comments.
   *
   * @param exif left out if empty, or too long for a segment
   */
  public static byte[] with(byte[] jpeg, byte[] exif, Map<String, String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length + exif.length + 1024);
    out.write(jpeg, 0, 2);
    if (exif.length > 0 && exif.length + EXIF.length <= MOST) {
      head(out, APP1, EXIF.length + exif.length);
      out.writeBytes(EXIF);
      out.writeBytes(exif);
    }
    // JFIF, where there is one, after EXIF, as cameras do.
    int app0 = (jpeg[3] & 255) == 0xe0 ? 2 + length(jpeg, 4) : 0;
    out.write(jpeg, 2, app0);
    texts.forEach((keyword, text) -> comment(out, keyword + ": " + text));
    out.write(jpeg, 2 + app0, jpeg.length - 2 - app0);
    return out.toByteArray();
  }

  private static int length(byte[] jpeg, int at) {
    return (jpeg[at] & 255) << 8 | (jpeg[at + 1] & 255);
  }

  private static void comment(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < bytes.length; from += MOST) {
      int length = Math.min(MOST, bytes.length - from);
      head(out, COMMENT, length);
      out.write(bytes, from, length);
    }
  }

  private static void head(ByteArrayOutputStream out, int marker, int length) {
    out.write(MARKER);
    out.write(marker);
    out.write((length + 2) >> 8);
    out.write(length + 2);
  }
}
