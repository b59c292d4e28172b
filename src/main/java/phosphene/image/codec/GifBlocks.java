package phosphene.image.codec;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * The screen of a GIF file and the place of its first frame on it; the blocks of that frame are
 * known to be all there.
 */
public record GifBlocks(int width, int height, int left, int top) {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;
  private static final int CONTROL = 0xf9;
  private static final int END = 0x3b;

  public static GifBlocks of(byte[] bytes) {
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

  /** The screen with the first frame in its place, and nothing around it. */
  public BufferedImage screen(BufferedImage frame) {
    if (frame.getWidth() == width && frame.getHeight() == height) {
      return frame;
    }
    BufferedImage screen = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    int[] row = new int[frame.getWidth()];
    for (int y = 0; y < frame.getHeight(); y++) {
      frame.getRGB(0, y, row.length, 1, row, 0, row.length);
      screen.setRGB(left, top + y, row.length, 1, row, 0, row.length);
    }
    return screen;
  }

  /** Gives the frames of a GIF file their times in hundredths of a second, in order. */
  public static void time(Path file, List<Integer> delays) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Iterator<Integer> next = delays.iterator();
    int at = 13 + table(bytes[10]);
    while ((bytes[at] & 255) != END) {
      if ((bytes[at] & 255) == FRAME) {
        at = skip(bytes, at + 11 + table(bytes[at + 9]));
        continue;
      }
      if ((bytes[at + 1] & 255) == CONTROL) {
        int delay = next.next();
        bytes[at + 4] = (byte) delay;
        bytes[at + 5] = (byte) (delay >> 8);
      }
      at = skip(bytes, at + 2);
    }
    if (next.hasNext()) {
      throw new IOException("Cannot time " + file + ": it has fewer frames than were written");
    }
    Files.write(file, bytes);
  }

  /** Bytes of the color table that these flags announce. */
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
