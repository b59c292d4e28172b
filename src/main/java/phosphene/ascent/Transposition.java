package phosphene.ascent;

/** Rows become columns, block by block, so that both stay in the processor's first cache. */
final class Transposition {
  private static final int BLOCK = 32;
  // Rows that are filled at once.
  private static final int ROWS = 4;

  private Transposition() {}

  /**
   * Sets {@code to[row][at + column] = from[column][start + row]} for {@code rows} rows and all
   * columns.
   */
  static void copy(float[][] from, int start, float[][] to, int at, int rows) {
    int columns = from.length;
    for (int block = 0; block < columns; block += BLOCK) {
      int end = Math.min(columns, block + BLOCK);
      int row = 0;
      for (; row + ROWS <= rows; row += ROWS) {
        four(from, start + row, to, row, at, block, end);
      }
      for (; row < rows; row++) {
        for (int column = block; column < end; column++) {
          to[row][at + column] = from[column][start + row];
        }
      }
    }
  }

  private static void four(
      float[][] from, int start, float[][] to, int row, int at, int begin, int end) {
    float[] first = to[row];
    float[] second = to[row + 1];
    float[] third = to[row + 2];
    float[] fourth = to[row + 3];
    for (int column = begin; column < end; column++) {
      float[] values = from[column];
      first[at + column] = values[start];
      second[at + column] = values[start + 1];
      third[at + column] = values[start + 2];
      fourth[at + column] = values[start + 3];
    }
  }
}
