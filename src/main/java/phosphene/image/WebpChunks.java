package phosphene.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import phosphene.image.UnreadableImageException.Reason;

/** The chunks of a WebP file (RIFF): whether they are all there, and the EXIF block among them. */
final class WebpChunks {
  private WebpChunks() {}

  /** The EXIF block; empty if there is none. */
  static byte[] exif(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long end = 8 + (in.getInt(4) & 0xffffffffL);
    if (end > bytes.length) {
      throw new UnreadableImageException(
          Reason.TRUNCATED,
          "Cannot decode WEBP: it has " + bytes.length + " of its " + end + " bytes");
    }
    byte[] exif = new byte[0];
    for (long at = 12; at + 8 <= end; ) {
      long length = in.getInt((int) at + 4) & 0xffffffffL;
      if (at + 8 + length > end) {
        throw new UnreadableImageException(
            Reason.DAMAGED, "Cannot decode WEBP: the chunk at byte " + at + " is too long");
      }
      if (Format.starts(bytes, (int) at, "EXIF")) {
        int from = (int) at + 8;
        // Some writers put JPEG's signature before the block.
        from += Format.starts(bytes, from, "Exif\0\0") ? 6 : 0;
        exif = Arrays.copyOfRange(bytes, from, (int) (at + 8 + length));
      }
      at += 8 + length + length % 2;
    }
    return exif;
  }
}
