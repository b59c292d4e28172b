package phosphene.image.jpeg;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** What the headers of a JPEG file promise, where decoders do not ask or do not agree. */
public final class JpegFrame {
  private static final int SCAN = 0xda;
  private static final int END = 0xd9;
  private static final int LINES = 0xdc; // DNL
  private static final int LOSSLESS_SCANS = 0xf7; // of JPEG-LS

  private JpegFrame() {}

  /**
   * The file with its height in its header: of 0 there, the first scan is followed by the height in
   * a segment of its own (ITU-T T.81, B.2.5), of which decoders know nothing.
   *
   * @throws UnreadableImageException if no such segment is there
   */
  public static byte[] tall(byte[] jpeg) {
    int at = JpegSegments.next(jpeg, 2);
    while (JpegSegments.segment(jpeg, at) && !JpegScans.frameOf(jpeg[at + 1] & 255)) {
      at = JpegSegments.after(jpeg, at);
    }
    if (!JpegSegments.segment(jpeg, at) || at + 7 > jpeg.length || word(jpeg, at + 5) != 0) {
      return jpeg;
    }
    int lines = lines(jpeg, at);
    byte[] tall = JpegSegments.without(jpeg, lines);
    tall[at + 5] = jpeg[lines + 4];
    tall[at + 6] = jpeg[lines + 5];
    return tall;
  }

  /** Where the segment is that says the height of the frame at {@code at}. */
  private static int lines(byte[] jpeg, int at) {
    for (int i = JpegSegments.after(jpeg, at); i + 6 <= jpeg.length; i++) {
      boolean marker = (jpeg[i] & 255) == 0xff && (jpeg[i + 1] & 255) == LINES;
      if (marker && word(jpeg, i + 2) == 4 && word(jpeg, i + 4) != 0) {
        return i;
      }
    }
    throw new UnreadableImageException(
        JpegSegments.ends(jpeg) ? Reason.DAMAGED : Reason.TRUNCATED,
        "Cannot decode JPEG: its height is 0, and no DNL segment behind its first scan says it");
  }

  /** Whether a segment of this kind is the header of a frame that is read. */
  private static boolean frame(int marker) {
    return marker >= 0xc0 && marker <= 0xc2;
  }

  private static int word(byte[] jpeg, int at) {
    return (jpeg[at] & 255) << 8 | (jpeg[at + 1] & 255);
  }

  /**
   * The file as decoders read it right.
   *
   * @throws UnreadableImageException if none does
   */
  public static byte[] readable(byte[] jpeg) {
    check(jpeg);
    return undisputed(jpeg);
  }

  /**
   * Refuses what no decoder here reads, by its name, and what has no pixels of one of its colors:
   * decoders make a picture of the other colors of it.
   */
  private static void check(byte[] jpeg) {
    Set<Byte> missing = new HashSet<>();
    int at = JpegSegments.next(jpeg, 2);
    for (; JpegSegments.segment(jpeg, at); at = JpegSegments.after(jpeg, at)) {
      int marker = jpeg[at + 1] & 255;
      if (marker == LOSSLESS_SCANS) {
        throw unsupported("JPEG-LS");
      }
      if (frame(marker)) {
        if (jpeg[at + 4] != 8) {
          throw unsupported(
              String.format(Locale.ROOT, "a JPEG of %d bits a sample", jpeg[at + 4] & 255));
        }
        missing.addAll(ids(jpeg, at + 9, 3));
      }
    }
    scanned(jpeg, at, missing);
    if (!missing.isEmpty()) {
      throw new UnreadableImageException(
          Reason.TRUNCATED, "Cannot decode JPEG: it ends before the pixels of all of its colours");
    }
  }

  /** Takes away the colors whose scans are there. */
  private static void scanned(byte[] jpeg, int from, Set<Byte> missing) {
    for (int at = from; !missing.isEmpty() && at + 4 < jpeg.length; at++) {
      boolean marker = (jpeg[at] & 255) == 0xff;
      if (marker && (jpeg[at + 1] & 255) == END) {
        return;
      }
      if (marker && (jpeg[at + 1] & 255) == SCAN) {
        missing.removeAll(ids(jpeg, at + 4, 2));
      }
    }
  }

  /** The first bytes of so many records as a number says. */
  private static Set<Byte> ids(byte[] jpeg, int at, int record) {
    Set<Byte> ids = new HashSet<>();
    int count = at < jpeg.length ? jpeg[at] & 255 : 0;
    for (int i = 0; i < count && at + 1 + record * i < jpeg.length; i++) {
      ids.add(jpeg[at + 1 + record * i]);
    }
    return ids;
  }

  /**
   * The file without a segment of Adobe's that says RGB where JFIF says Y, Cb and Cr: browsers and
   * libjpeg go by JFIF then.
   */
  private static byte[] undisputed(byte[] jpeg) {
    int adobe = -1;
    boolean jfif = false;
    boolean three = false;
    int at = JpegSegments.next(jpeg, 2);
    for (; JpegSegments.segment(jpeg, at); at = JpegSegments.after(jpeg, at)) {
      int marker = jpeg[at + 1] & 255;
      jfif |= marker == 0xe0 && Format.starts(jpeg, at + 4, "JFIF\0");
      three |= frame(marker) && jpeg[at + 9] == 3;
      if (marker == 0xee && Format.starts(jpeg, at + 4, "Adobe") && jpeg[at + 15] == 0) {
        adobe = at;
      }
    }
    return jfif && three && adobe > 0 ? JpegSegments.without(jpeg, adobe) : jpeg;
  }

  private static UnreadableImageException unsupported(String what) {
    return new UnreadableImageException(
        Reason.UNSUPPORTED, "Cannot decode JPEG: " + what + " is not supported");
  }
}
