package phosphene.image.png;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import phosphene.image.pixel.Format;

/**
 * EXIF and XMP of a PNG file that are texts: XMP as its standard says ("XML:com.adobe.xmp"), both
 * as ImageMagick and others write them ("Raw profile type ..."), a block in hexadecimal digits. No
 * other text is looked at, and no text inflates beyond a limit.
 */
final class PngTexts {
  static final String RAW = "Raw profile type ";
  private static final String XMP = "XML:com.adobe.xmp";

  // 4 MB of digits: cameras' blocks have 64 KB, and packets seldom more
  private static final int MOST = 4 << 20;

  private static final String EXIF_SIGNATURE = "Exif\0\0";
  private static final String XMP_SIGNATURE = "http://ns.adobe.com/xap/1.0/\0";

  private byte[] exif = new byte[0];
  private byte[] xmp = new byte[0];

  /** The first EXIF block; empty if there was none. */
  byte[] exif() {
    return exif.clone();
  }

  /** The first XMP packet; empty if there was none. */
  byte[] xmp() {
    return xmp.clone();
  }

  /** Reads the content of a chunk of this type, if it is a text of this kind. */
  void read(String type, byte[] bytes, int from, int length) {
    if (!type.equals("tEXt") && !type.equals("zTXt") && !type.equals("iTXt")) {
      return;
    }
    // Keywords have 79 characters at most.
    String start = Format.latin(bytes, from, Math.min(80, length));
    String keyword = start.substring(0, Math.max(0, start.indexOf('\0')));
    if (!keyword.startsWith(RAW) && !keyword.equals(XMP)) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(bytes, from + keyword.length() + 1, from + length);
    byte[] text = text(type, rest);
    keep(keyword.equals(XMP) ? "xmp" : keyword.substring(RAW.length()), keyword, text);
  }

  private void keep(String kind, String keyword, byte[] text) {
    byte[] block = keyword.equals(XMP) ? text : block(text);
    String start = Format.latin(block, 0, XMP_SIGNATURE.length());
    boolean packet = start.equals(XMP_SIGNATURE) || kind.equals("xmp");
    if (packet && xmp.length == 0) {
      xmp = after(block, XMP_SIGNATURE);
    } else if (kind.equalsIgnoreCase("exif") || kind.equalsIgnoreCase("app1")) {
      exif = exif.length == 0 ? after(block, EXIF_SIGNATURE) : exif;
    }
  }

  private static byte[] after(byte[] block, String signature) {
    int from = Format.starts(block, 0, signature) ? signature.length() : 0;
    return Arrays.copyOfRange(block, from, block.length);
  }

  /** The text behind a keyword, inflated where it is packed; empty if it is broken or too long. */
  private static byte[] text(String type, byte[] rest) {
    if (type.equals("tEXt")) {
      return rest;
    }
    if (type.equals("zTXt")) {
      return inflated(rest, 1); // behind the method
    }
    // Flag and method, language, translated keyword.
    int language = end(rest, 2);
    int text = end(rest, language + 1) + 1;
    if (rest.length < 2 || text > rest.length) {
      return new byte[0];
    }
    return rest[0] == 1 ? inflated(rest, text) : Arrays.copyOfRange(rest, text, rest.length);
  }

  private static int end(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != 0) {
      at++;
    }
    return at;
  }

  private static byte[] inflated(byte[] packed, int from) {
    Inflater inflater = new Inflater();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    try {
      inflater.setInput(packed, Math.min(from, packed.length), Math.max(0, packed.length - from));
      int length = 1;
      while (length > 0 && out.size() <= MOST) {
        length = inflater.inflate(buffer);
        out.write(buffer, 0, length);
      }
      return inflater.finished() ? out.toByteArray() : new byte[0];
    } catch (DataFormatException e) {
      return new byte[0];
    } finally {
      inflater.end();
    }
  }

  /** The block of a raw profile: its name and length in lines of their own, and then digits. */
  private static byte[] block(byte[] text) {
    String[] lines = new String(text, StandardCharsets.ISO_8859_1).strip().split("\\s*\\n\\s*", 3);
    if (lines.length < 3 || !lines[1].matches("[0-9]{1,8}")) {
      return new byte[0];
    }
    int[] digits = lines[2].chars().map(c -> Character.digit(c, 16)).filter(d -> d >= 0).toArray();
    int length = Math.min(Integer.parseInt(lines[1]), digits.length / 2);
    byte[] block = new byte[length];
    for (int i = 0; i < length; i++) {
      block[i] = (byte) (digits[2 * i] << 4 | digits[2 * i + 1]);
    }
    return block;
  }
}
