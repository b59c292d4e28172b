package phosphene.image;

/**
 * The five filters of PNG for rows of 3-byte pixels; each row takes the one whose bytes, read as
 * signed, have the least sum of magnitudes (the heuristic that the PNG specification recommends,
 * section 12.7).
 */
final class RowFilter {
  private static final int PIXEL = 3;

  private final byte[] above;
  private byte[] best;
  private byte[] trial;

  RowFilter(int length) {
    above = new byte[length];
    best = new byte[length + 1];
    trial = new byte[length + 1];
  }

  /** The filter's number and the filtered row; valid until the next call. */
  byte[] apply(byte[] row) {
    long least = Long.MAX_VALUE;
    for (int type = 0; type < 5; type++) {
      long sum = filter(type, row);
      if (sum < least) {
        least = sum;
        byte[] swap = best;
        best = trial;
        trial = swap;
      }
    }
    System.arraycopy(row, 0, above, 0, row.length);
    return best;
  }

  private long filter(int type, byte[] row) {
    trial[0] = (byte) type;
    long sum = 0;
    for (int i = 0; i < row.length; i++) {
      int left = i < PIXEL ? 0 : row[i - PIXEL] & 255;
      int corner = i < PIXEL ? 0 : above[i - PIXEL] & 255;
      byte value = (byte) (row[i] - predicted(type, left, above[i] & 255, corner));
      trial[i + 1] = value;
      sum += Math.abs(value);
    }
    return sum;
  }

  private static int predicted(int type, int left, int up, int corner) {
    return switch (type) {
      case 0 -> 0;
      case 1 -> left;
      case 2 -> up;
      case 3 -> (left + up) / 2;
      default -> paeth(left, up, corner);
    };
  }

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
