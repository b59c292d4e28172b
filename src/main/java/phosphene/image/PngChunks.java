package phosphene.image;

import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import phosphene.image.UnreadableImageException.Reason;

/**
 * A PNG file taken apart: every chunk is whole and has its checksum. What the decoder gets is
 * {@link #lean}, only what makes pixels: other chunks may hold texts that inflate to gigabytes.
 *
 * @param lean a PNG of the chunks IHDR, PLTE, tRNS, IDAT and IEND
 * @param profile the file's ICC profile, if it has one that can be applied
 */
record PngChunks(byte[] lean, Optional<ICC_Profile> profile, byte[] exif) {
  private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int SIGNATURE = 8;

  // 4 MB: the largest profiles of printers have three
  private static final int PROFILE_LIMIT = 4 << 20;

  static PngChunks of(byte[] bytes) {
    ByteArrayOutputStream lean = new ByteArrayOutputStream(bytes.length);
    lean.write(bytes, 0, SIGNATURE);
    Optional<ICC_Profile> profile = Optional.empty();
    byte[] exif = new byte[0];
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
      } else if (type.equals("iCCP")) {
        profile = profile(Arrays.copyOfRange(bytes, start + 8, start + 8 + length));
      } else if (type.equals("eXIf")) {
        exif = Arrays.copyOfRange(bytes, start + 8, start + 8 + length);
      }
      in.position(start + length + 12);
    }
    return new PngChunks(lean.toByteArray(), profile, exif);
  }

  /** The file with one more chunk after its header. */
  static byte[] with(byte[] png, String type, byte[] content) {
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

  private static Optional<ICC_Profile> profile(byte[] chunk) {
    int name = 0;
    while (name < chunk.length && chunk[name] != 0) {
      name++;
    }
    if (name + 2 > chunk.length) {
      return Optional.empty();
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk, name + 2, chunk.length - name - 2);
      byte[] buffer = new byte[PROFILE_LIMIT];
      int length = inflater.inflate(buffer);
      return inflater.finished()
          ? Colours.profile(Arrays.copyOf(buffer, length))
          : Optional.empty();
    } catch (DataFormatException e) {
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }
}
