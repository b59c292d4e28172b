package phosphene.image.jpeg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the pixels of a JPEG file are all there, whatever ends it: its scans are walked through
 * code by code, without making pixels of them (ITU-T T.81, annexes F and G). Files whose codes are
 * not Huffman's are not walked through.
 */
public final class JpegScans {
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int TABLES = 0xc4;
  private static final int RESTARTS = 0xdd;

  // Encoders make 20; each may make little data go over all blocks.
  private static final int MOST_SCANS = 100;

  // So many zeros are seldom codes.
  private static final int FILL = 16;

  private final byte[] jpeg;
  private final long pixelLimit;
  private final JpegCodes[] dc = new JpegCodes[4];
  private final JpegCodes[] ac = new JpegCodes[4];
  private JpegComponent[] frame = new JpegComponent[0];
  private boolean progressive;
  private int mcuColumns;
  private int mcuRows;
  private int restart;

  private JpegScans(byte[] jpeg, long pixelLimit) {
    this.jpeg = jpeg;
    this.pixelLimit = pixelLimit;
    Arrays.fill(dc, JpegCodes.NONE);
    Arrays.fill(ac, JpegCodes.NONE);
  }

  /**
   * Whether every block of every color is there to its last bit.
   *
   * @param pixelLimit larger pictures are not looked at
   */
  public static boolean complete(byte[] jpeg, long pixelLimit) {
    try {
      return new JpegScans(jpeg, pixelLimit).walk();
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean walk() {
    int scans = 0;
    int at = 2;
    while (true) {
      at = marker(at);
      if (at + 4 > jpeg.length || (jpeg[at - 1] & 255) == END) {
        return covered();
      }
      int marker = jpeg[at - 1] & 255;
      int end = at + (jpeg[at] & 255) * 256 + (jpeg[at + 1] & 255);
      if (end > jpeg.length || (frameOf(marker) && !frame(marker, at + 2))) {
        return covered() && frame.length > 0;
      }
      switch (marker) {
        case TABLES -> tables(at + 2, end);
        case RESTARTS -> restart = word(at + 2);
        default -> {}
      }
      if (marker == SCAN) {
        JpegScan scan = scan(at + 2, end);
        if (++scans > MOST_SCANS || !scan.whole() || filled(scan.end())) {
          return false;
        }
        end = scan.end();
      }
      at = end;
    }
  }

  /**
   * Whether the codes up to here may be zeros that fill a file that was cut: these are codes, too.
   * Encoders end the codes with ones.
   */
  private boolean filled(int end) {
    int from = Math.max(0, end - FILL);
    int to = Math.min(jpeg.length, end + 1);
    boolean zero = jpeg[end - 1] == 0 && (jpeg[end - 2] & 255) != 0xff;
    boolean zerosBefore = IntStream.range(from, end).allMatch(i -> jpeg[i] == 0);
    return zero && (zerosBefore || (to > end && jpeg[end] == 0));
  }

  /** Behind the next marker; at the end if there is none. */
  private int marker(int from) {
    for (int at = from; at + 1 < jpeg.length; at++) {
      int next = jpeg[at + 1] & 255;
      if ((jpeg[at] & 255) == 0xff && next > 1 && next < 0xff && (next & 0xf8) != 0xd0) {
        return at + 2;
      }
    }
    return jpeg.length;
  }

  /** Whether all coefficients of all colors are there to their last bit. */
  private boolean covered() {
    return frame.length > 0
        && Arrays.stream(frame).allMatch(one -> Arrays.stream(one.open).allMatch(n -> n == 0));
  }

  /** Whether a segment of this kind is the header of a frame. */
  static boolean frameOf(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != TABLES && marker != 0xc8 && marker != 0xcc;
  }

  /** Reads the frame's header; false if it is none that can be walked through. */
  private boolean frame(int marker, int at) {
    int height = word(at + 1);
    int width = word(at + 3);
    int count = jpeg[at + 5] & 255;
    boolean known = marker <= 0xc2 && frame.length == 0 && count >= 1 && count <= 4;
    if (!known || (long) width * height > pixelLimit || width * height == 0) {
      frame = new JpegComponent[0];
      return false;
    }
    progressive = marker == 0xc2;
    frame = new JpegComponent[count];
    int across = 1;
    int down = 1;
    for (int i = 0; i < count; i++) {
      int factors = jpeg[at + 7 + 3 * i] & 255;
      frame[i] = new JpegComponent(jpeg[at + 6 + 3 * i], factors >> 4, factors & 15);
      across = Math.max(across, frame[i].across);
      down = Math.max(down, frame[i].down);
    }
    for (JpegComponent one : frame) {
      if (one.across < 1 || one.across > 4 || one.down < 1 || one.down > 4) {
        frame = new JpegComponent[0];
        return false;
      }
      one.columns = blocks(width, one.across, across);
      one.rows = blocks(height, one.down, down);
      one.known = new long[progressive ? one.columns * one.rows : 0];
    }
    mcuColumns = (width + 8 * across - 1) / (8 * across);
    mcuRows = (height + 8 * down - 1) / (8 * down);
    return true;
  }

  private static int blocks(int length, int factor, int most) {
    int own = (length * factor + most - 1) / most;
    return (own + 7) / 8;
  }

  private void tables(int from, int end) {
    for (int at = from; at + 17 <= end; ) {
      int which = jpeg[at] & 255;
      JpegCodes codes = JpegCodes.read(jpeg, at + 1);
      ((which & 0x10) == 0 ? dc : ac)[which & 3] = codes;
      at += 17 + codes.count();
    }
  }

  private int word(int at) {
    return (jpeg[at] & 255) << 8 | (jpeg[at + 1] & 255);
  }

  /** The scan of a header from {@code at} to {@code end}. */
  private JpegScan scan(int at, int end) {
    int count = jpeg[at] & 255;
    List<JpegComponent> colors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (JpegComponent one : frame) {
        if (one.id == jpeg[at + 1 + 2 * i]) {
          int codes = jpeg[at + 2 + 2 * i];
          one.dc = dc[codes >> 4 & 3];
          one.ac = ac[codes & 3];
          colors.add(one);
        }
      }
    }
    int band = at + 1 + 2 * count;
    int bits = jpeg[band + 2] & 255;
    return new JpegScan(
        colors,
        progressive
            ? new JpegScan.Band(jpeg[band] & 63, jpeg[band + 1] & 63, bits >> 4, bits & 15)
            : JpegScan.Band.ALL,
        new JpegScan.Mcus(mcuColumns * mcuRows, mcuColumns, restart),
        new JpegBits(jpeg, end));
  }
}
