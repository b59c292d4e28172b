package phosphene.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * An 8-bit RGB PNG in the making: rows are asked for one after the other, filtered, compressed, and
 * collected, so beside the result only a few rows are held.
 */
final class PngWriter {
  /** Whoever knows the pixels: fills {@code row} with the red, green, blue bytes of row y. */
  interface Rows {
    void fill(int y, byte[] row);
  }

  static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', '\r', '\n', 26, '\n'};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private PngWriter() {}

  static byte[] write(int width, int height, Map<String, String> texts, Rows rows) {
    PngWriter writer = new PngWriter();
    writer.out.writeBytes(SIGNATURE);
    writer.out.writeBytes(header(width, height));
    writer.chunk("sRGB", new byte[] {0}, 1);
    texts.forEach(writer::text);
    writer.pixels(width, height, rows);
    writer.chunk("IEND", new byte[0], 0);
    return writer.out.toByteArray();
  }

  /** The IHDR chunk of a picture, 25 bytes. */
  static byte[] header(int width, int height) {
    // 8 bits, colour type 2 (RGB), deflate, adaptive filters, not interlaced
    byte[] form = {8, 2, 0, 0, 0};
    PngWriter writer = new PngWriter();
    byte[] body = ByteBuffer.allocate(13).putInt(width).putInt(height).put(form).array();
    writer.chunk("IHDR", body, body.length);
    return writer.out.toByteArray();
  }

  private void text(String keyword, String text) {
    if (!isKeyword(keyword)) {
      throw new IllegalArgumentException(
          "Invalid PNG keyword: "
              + keyword
              + " (must be 1 to 79 printable Latin-1 characters without outer or double spaces)");
    }
    byte[] key = keyword.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer utf8 = utf8(keyword, text);
    // keyword, 0, compression flag and method, empty language tag, 0, empty translation, 0, text
    ByteBuffer body = ByteBuffer.allocate(key.length + 5 + utf8.remaining());
    body.put(key).put(new byte[5]).put(utf8);
    chunk("iTXt", body.array(), body.capacity());
  }

  private static boolean isKeyword(String keyword) {
    return !keyword.isEmpty()
        && keyword.length() <= 79
        && keyword.equals(keyword.strip())
        && !keyword.contains("  ")
        && keyword.chars().allMatch(c -> (c >= 32 && c <= 126) || (c >= 161 && c <= 255));
  }

  private static ByteBuffer utf8(String keyword, String text) {
    if (text.indexOf(0) >= 0) {
      throw new IllegalArgumentException(
          "Invalid PNG text of " + keyword + ": it holds U+0000 (must be text)");
    }
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "Invalid PNG text of " + keyword + ": half a surrogate pair (must be Unicode)", e);
    }
  }

  private void pixels(int width, int height, Rows rows) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
    try {
      RowFilter filter = new RowFilter(3 * width);
      byte[] row = new byte[3 * width];
      byte[] piece = new byte[1 << 16];
      int filled = 0;
      for (int y = 0; y <= height; y++) {
        if (y < height) {
          rows.fill(y, row);
          deflater.setInput(filter.apply(row));
        } else {
          deflater.finish();
        }
        int count;
        while ((count = deflater.deflate(piece, filled, piece.length - filled)) > 0) {
          filled += count;
          if (filled == piece.length) {
            chunk("IDAT", piece, filled);
            filled = 0;
          }
        }
      }
      if (filled > 0) {
        chunk("IDAT", piece, filled);
      }
    } finally {
      deflater.end();
    }
  }

  private void chunk(String type, byte[] body, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(body, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(name);
    out.write(body, 0, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }
}
