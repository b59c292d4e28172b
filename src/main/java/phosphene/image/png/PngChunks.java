package phosphene.image.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import phosphene.image.color.PngColors;
import phosphene.image.exif.Tiff;
import phosphene.image.exif.TiffExif;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * A PNG file taken apart: every chunk is whole and has its checksum. What the decoder gets is
 * {@link #lean}, only what makes pixels: other chunks may hold texts that inflate to gigabytes.
 *
 * @param lean a PNG of the chunks IHDR, PLTE, tRNS, IDAT and IEND
 * @param exif the block, from a chunk of its own or from a text; empty if there is none
 * @param xmp the packet, from a text; empty if there is none
 */
public record PngChunks(byte[] lean, PngColors colors, byte[] exif, byte[] xmp) {
  private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int SIGNATURE = 8;

  public static PngChunks of(byte[] bytes) {
    ByteArrayOutputStream lean = new ByteArrayOutputStream(bytes.length);
    lean.write(bytes, 0, SIGNATURE);
    Map<String, byte[]> colors = new HashMap<>();
    byte[] exif = new byte[0];
    PngTexts texts = new PngTexts();
    ByteBuffer in = ByteBuffer.wrap(bytes).position(SIGNATURE);
    String type = "";
    while (!type.equals("IEND")) {
      int start = in.position();
      if (in.remaining() < 12 || in.remaining() - 12 < (in.getInt(start) & 0xffffffffL)) {
        throw new UnreadableImageException(
            Reason.TRUNCATED, "Cannot decode PNG: it ends within a chunk, without the last one");
      }
      int length = in.getInt();
      type = Format.latin(bytes, start + 4, 4);
      check(bytes, start, length, type);
      if (PIXELS.contains(type)) {
        lean.write(bytes, start, length + 12);
      } else if (PngColors.CHUNKS.contains(type)) {
        colors.putIfAbsent(type, Arrays.copyOfRange(bytes, start + 8, start + 8 + length));
      } else if (type.equals("eXIf")) {
        exif = TiffExif.bare(Arrays.copyOfRange(bytes, start + 8, start + 8 + length));
      } else {
        texts.read(type, bytes, start + 8, length);
      }
      in.position(start + length + 12);
    }
    return new PngChunks(
        lean.toByteArray(),
        PngColors.of(colors),
        exif.length > 0 ? exif : texts.exif(),
        texts.xmp());
  }

  /** Whether all pixels are opaque sRGB of at most 8 bits, by the chunks before the pixels. */
  public static boolean plain(byte[] bytes) {
    // Byte 24: bits of a value; 25: the kind of pixel, where 4 stands for opacity.
    if (bytes.length < 26 || bytes[24] > 8 || (bytes[25] & 4) != 0) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    long at = SIGNATURE;
    while (at + 12 <= bytes.length && !Format.starts(bytes, (int) at + 4, "IDAT")) {
      String type = Format.latin(bytes, (int) at + 4, 4);
      if (type.equals("tRNS") || (PngColors.CHUNKS.contains(type) && !type.equals("sRGB"))) {
        return false;
      }
      long next = at + 12 + (in.getInt((int) at) & 0xffffffffL);
      if (next <= bytes.length && otherColors(bytes, type, (int) at + 8, (int) next - 4)) {
        return false;
      }
      at = next;
    }
    return true;
  }

  /** Whether a chunk may hold EXIF of other colors than sRGB. */
  private static boolean otherColors(byte[] bytes, String type, int from, int to) {
    return type.equals("eXIf")
        ? Tiff.adobeRgb(TiffExif.bare(Arrays.copyOfRange(bytes, from, to)))
        : Format.starts(bytes, from, PngTexts.RAW);
  }

  /** The file with one more chunk after its header. */
  public static byte[] with(byte[] png, String type, byte[] content) {
    // 13: the length of the content of IHDR
    int at = SIGNATURE + 12 + 13;
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    return ByteBuffer.allocate(png.length + 12 + content.length)
        .put(png, 0, at)
        .putInt(content.length)
        .put(name)
        .put(content)
        .putInt((int) sum.getValue())
        .put(png, at, png.length - at)
        .array();
  }

  private static void check(byte[] bytes, int start, int length, String type) {
    if (start == SIGNATURE && !type.equals("IHDR")) {
      throw new UnreadableImageException(
          Reason.DAMAGED, "Cannot decode PNG: it does not begin with a header");
    }
    CRC32 sum = new CRC32();
    sum.update(bytes, start + 4, length + 4);
    if ((int) sum.getValue() != ByteBuffer.wrap(bytes).getInt(start + 8 + length)) {
      throw new UnreadableImageException(
          Reason.DAMAGED, "Cannot decode PNG: wrong checksum of the chunk at byte " + start);
    }
  }
}
