package phosphene.image;

import phosphene.image.UnreadableImageException.Reason;

/**
 * The screen of a GIF file and the place of its first frame on it; the blocks of that frame are
 * known to be all there.
 */
record GifBlocks(int width, int height, int left, int top) {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;

  static GifBlocks of(byte[] bytes) {
    try {
      return walk(bytes);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new UnreadableImageException(
          Reason.TRUNCATED, "Cannot decode GIF: it ends within its first frame", e);
    }
  }

  private static GifBlocks walk(byte[] bytes) {
    int at = 13 + table(bytes[10]);
    while ((bytes[at] & 255) == EXTENSION) {
      at = skip(bytes, at + 2);
    }
    if ((bytes[at] & 255) != FRAME) {
      throw new UnreadableImageException(
          Reason.DAMAGED, "Cannot decode GIF: no frame where its first should be");
    }
    int left = word(bytes, at + 1);
    int top = word(bytes, at + 3);
    // Encoders of old left the screen smaller than its frame.
    int width = Math.max(word(bytes, 6), left + word(bytes, at + 5));
    int height = Math.max(word(bytes, 8), top + word(bytes, at + 7));
    skip(bytes, at + 11 + table(bytes[at + 9]));
    return new GifBlocks(width, height, left, top);
  }

  /** Bytes of the colour table that these flags announce. */
  private static int table(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** Behind the sub-blocks that begin here: a length each, 0 for the end. */
  private static int skip(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] != 0) {
      at += 1 + (bytes[at] & 255);
    }
    return at + 1;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 255) | (bytes[at + 1] & 255) << 8;
  }
}
