package phosphene.image.jpeg;

import java.util.Arrays;
import java.util.List;

/** One scan of a JPEG file on a walk that makes no pixels: what its codes take is what matters. */
final class JpegScan {
  private final List<JpegComponent> colors;
  private final Band band;
  private final Mcus mcus;
  private final JpegBits bits;
  private int emptyBlocks;

  /**
   * The coefficients of a scan, and how many bits of them come later.
   *
   * @param before bits that were to come before this scan; 0 if it is the first of these
   * @param after bits that are to come after it
   */
  record Band(int first, int last, int before, int after) {
    /** What a scan has that is not progressive. */
    static final Band ALL = new Band(0, -1, 0, 0);
  }

  /**
   * The groups of blocks that hold all colors of some pixels.
   *
   * @param across of these
   * @param restart after how many there is a marker; 0 for none
   */
  record Mcus(int count, int across, int restart) {}

  JpegScan(List<JpegComponent> colors, Band band, Mcus mcus, JpegBits bits) {
    this.colors = colors;
    this.band = band;
    this.mcus = mcus;
    this.bits = bits;
  }

  /**
   * Walks through all blocks, and marks what they bring.
   *
   * @return false if the scan makes no sense
   * @throws IndexOutOfBoundsException if it ends before its blocks do
   */
  boolean whole() {
    boolean alone = colors.size() == 1;
    boolean mixed = band.first == 0 && band.last > 0;
    if (colors.isEmpty() || mixed || (band.first > 0 && !alone)) {
      return false;
    }
    JpegComponent first = colors.get(0);
    int count = alone ? first.columns * first.rows : mcus.count;
    for (int i = 0; i < count; i++) {
      if (mcus.restart > 0 && i > 0 && i % mcus.restart == 0) {
        bits.restart();
        emptyBlocks = 0;
      }
      if (alone) {
        block(first, i);
      } else {
        for (JpegComponent color : colors) {
          for (int block = color.across * color.down; block > 0; block--) {
            block(color, -1);
          }
        }
      }
    }
    colors.forEach(this::mark);
    return true;
  }

  private void mark(JpegComponent color) {
    int last = band.last < 0 ? 63 : band.last;
    Arrays.fill(color.open, Math.min(band.first, last + 1), last + 1, band.after);
  }

  int end() {
    return bits.at();
  }

  /**
   * Walks through a block.
   *
   * @param index of the block among its color's, where the color is alone
   */
  private void block(JpegComponent color, int index) {
    if (band.last < 0) {
      bits.number(color.dc.next(bits));
      coefficients(color);
    } else if (band.first == 0) {
      bits.number(band.before == 0 ? color.dc.next(bits) : 1);
    } else if (band.before == 0) {
      begun(color, index);
    } else {
      refined(color, index);
    }
  }

  /** All coefficients of a block but the first (F.2.2.2). */
  private void coefficients(JpegComponent color) {
    for (int k = 1; k < 64; k++) {
      int code = color.ac.next(bits);
      if (code == 0) {
        return;
      }
      k += code >> 4;
      bits.number(code & 15);
    }
  }

  /** The first bits of a band (G.1.2.2). */
  private void begun(JpegComponent color, int block) {
    if (emptyBlocks > 0) {
      emptyBlocks--;
      return;
    }
    for (int k = band.first; k <= band.last; k++) {
      int code = color.ac.next(bits);
      int zeros = code >> 4;
      if ((code & 15) == 0 && zeros < 15) {
        emptyBlocks = (1 << zeros) - 1 + bits.number(zeros);
        return;
      }
      k += zeros;
      if ((code & 15) != 0 && k < 64) {
        bits.number(code & 15);
        color.known[block] |= 1L << k;
      }
    }
  }

  /** One more bit of a band: of what is not 0, and of what becomes so (G.1.2.3). */
  private void refined(JpegComponent color, int block) {
    int k = band.first;
    while (emptyBlocks == 0 && k <= band.last) {
      int code = color.ac.next(bits);
      int zeros = code >> 4;
      if ((code & 15) == 0 && zeros < 15) {
        emptyBlocks = (1 << zeros) + bits.number(zeros);
        break;
      }
      bits.number(code & 15);
      while (k <= band.last && (known(color, block, k) || zeros > 0)) {
        if (known(color, block, k)) {
          bits.next();
        } else {
          zeros--;
        }
        k++;
      }
      if ((code & 15) != 0 && k <= band.last) {
        color.known[block] |= 1L << k;
      }
      k++;
    }
    if (emptyBlocks > 0) {
      for (; k <= band.last; k++) {
        bits.number(known(color, block, k) ? 1 : 0);
      }
      emptyBlocks--;
    }
  }

  private static boolean known(JpegComponent color, int block, int k) {
    return (color.known[block] >> k & 1) == 1;
  }
}
