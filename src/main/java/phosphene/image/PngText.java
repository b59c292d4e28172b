package phosphene.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** A text inside a PNG, whichever of its three chunk types carries it. */
record PngText(String keyword, String text) {
  // 16 MB: a recipe has some kilobytes; a compressed text may claim to be endless
  private static final int MOST_BYTES = 16 << 20;

  /** The text in a chunk's body; empty if the chunk is of another type. */
  static Optional<PngText> read(String type, byte[] body) {
    int end = zero(body, 0);
    String keyword = new String(body, 0, Math.min(end, body.length), StandardCharsets.ISO_8859_1);
    return switch (type) {
      case "tEXt" -> Optional.of(new PngText(keyword, latin(rest(body, end + 1))));
      case "zTXt" -> Optional.of(new PngText(keyword, latin(inflate(rest(body, end + 2)))));
      case "iTXt" -> Optional.of(new PngText(keyword, international(body, end)));
      default -> Optional.empty();
    };
  }

  private static String international(byte[] body, int end) {
    byte[] flags = rest(body, end + 1);
    byte[] text = rest(body, zero(body, zero(body, end + 3) + 1) + 1);
    boolean packed = flags.length > 0 && flags[0] == 1;
    return new String(packed ? inflate(text) : text, StandardCharsets.UTF_8);
  }

  private static String latin(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static byte[] rest(byte[] body, int start) {
    if (start > body.length) {
      throw new UnreadableImageException("text in PNG ends early");
    }
    return Arrays.copyOfRange(body, start, body.length);
  }

  /** The first zero byte at or after {@code start}, or the length if there is none. */
  private static int zero(byte[] body, int start) {
    int end = start;
    while (end < body.length && body[end] != 0) {
      end++;
    }
    return end;
  }

  private static byte[] inflate(byte[] packed) {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
      byte[] text = in.readNBytes(MOST_BYTES);
      if (in.read() >= 0) {
        throw new UnreadableImageException("text in PNG is over " + MOST_BYTES + " bytes long");
      }
      return text;
    } catch (IOException e) {
      throw new UnreadableImageException("damaged text in PNG (" + e.getMessage() + ")", e);
    }
  }
}
