package phosphene.image.jpeg;

import java.util.Arrays;

/** A color's part of a JPEG picture, and what of it was seen so far. */
final class JpegComponent {
  final int id;
  final int across;
  final int down;

  /** Bits of each coefficient that are still to come; more than there are before the first. */
  final int[] open = new int[64];

  /** Blocks, where this color alone is in a scan. */
  int columns;

  int rows;
  JpegCodes dc = JpegCodes.NONE;
  JpegCodes ac = JpegCodes.NONE;

  /** A bit for each coefficient of each block that is not 0, in progressive files. */
  long[] known = new long[0];

  JpegComponent(int id, int across, int down) {
    this.id = id;
    this.across = across;
    this.down = down;
    Arrays.fill(open, 16);
  }
}
