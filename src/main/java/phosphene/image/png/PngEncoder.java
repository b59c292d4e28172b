package phosphene.image.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes PNG files of 8 bits a color, the same bytes on every machine: which writer ImageIO finds
 * first, and which zlib a JDK uses, differ. Of the five filters each row has the one whose bytes
 * are smallest, taken as signed (the heuristic of the PNG specification, 12.8).
 *
 * @param channels of a pixel: 3 for colors, 4 with opacity
 */
public record PngEncoder(int width, int height, int channels) {
  private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int FILTERS = 5;
  private static final int MOST_CHUNK = 1 << 16;
  private static final int MOST_KEYWORD = 79;

  /** The pixels of a picture. */
  public interface Lines {
    /** Fills a line with the channels of the pixels of a row. */
    void read(int y, byte[] line);
  }

  /**
   * The file of a picture.
   *
   * @param texts by keyword of 1 to 79 Latin-1 characters
   */
  public byte[] encode(Lines lines, Map<String, String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) 8) // bits
            .put((byte) (channels == 4 ? 6 : 2)) // colors with or without opacity
            .array(); // and the only compression and filters, not interlaced
    chunk(out, "IHDR", header, 0, header.length);
    texts.forEach(
        (keyword, text) -> {
          byte[] content = text(keyword, text);
          chunk(out, "iTXt", content, 0, content.length);
        });
    byte[] pixels = pixels(lines);
    for (int at = 0; at < pixels.length; at += MOST_CHUNK) {
      chunk(out, "IDAT", pixels, at, Math.min(MOST_CHUNK, pixels.length - at));
    }
    chunk(out, "IEND", new byte[0], 0, 0);
    return out.toByteArray();
  }

  private static void chunk(
      ByteArrayOutputStream out, String type, byte[] content, int from, int length) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content, from, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt(length).array());
    out.writeBytes(name);
    out.write(content, from, length);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private static byte[] text(String keyword, String text) {
    if (keyword.isEmpty()
        || keyword.length() > MOST_KEYWORD
        || !StandardCharsets.ISO_8859_1.newEncoder().canEncode(keyword)) {
      throw new IllegalArgumentException(
          "Invalid keyword: " + keyword + " (must be of 1 to 79 Latin-1 characters)");
    }
    byte[] name = keyword.getBytes(StandardCharsets.ISO_8859_1);
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(name.length + 5 + content.length)
        .put(name)
        .put(new byte[5]) // its end; not compressed, twice; no language, no translated keyword
        .put(content)
        .array();
  }

  private byte[] pixels(Lines lines) {
    int length = width * channels;
    Zlib zlib = new Zlib((1L + length) * height);
    byte[] above = new byte[length];
    byte[] line = new byte[length];
    byte[][] filtered = new byte[FILTERS][1 + length];
    for (int y = 0; y < height; y++) {
      lines.read(y, line);
      zlib.write(filtered[best(line, above, filtered)]);
      byte[] next = above;
      above = line;
      line = next;
    }
    return zlib.end();
  }

  /** Filters a line in all ways; says which is best, of equal ones the first. */
  private int best(byte[] line, byte[] above, byte[][] filtered) {
    long[] sums = new long[FILTERS];
    for (int i = 0; i < line.length; i++) {
      int value = line[i];
      int left = i < channels ? 0 : line[i - channels] & 255;
      int up = above[i] & 255;
      int corner = i < channels ? 0 : above[i - channels] & 255;
      put(filtered, sums, 0, i, value);
      put(filtered, sums, 1, i, value - left);
      put(filtered, sums, 2, i, value - up);
      put(filtered, sums, 3, i, value - (left + up) / 2);
      put(filtered, sums, 4, i, value - paeth(left, up, corner));
    }
    int best = 0;
    for (int filter = 0; filter < FILTERS; filter++) {
      filtered[filter][0] = (byte) filter;
      best = sums[filter] < sums[best] ? filter : best;
    }
    return best;
  }

  private static void put(byte[][] filtered, long[] sums, int filter, int i, int value) {
    byte kept = (byte) value;
    filtered[filter][1 + i] = kept;
    sums[filter] += Math.abs(kept);
  }

  /** Paeth's predictor: of the three neighbors that which is next to left + up - corner. */
  private static int paeth(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
