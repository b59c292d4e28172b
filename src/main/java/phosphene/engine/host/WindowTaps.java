package phosphene.engine.host;

import java.util.stream.IntStream;
import phosphene.network.Shape;
import phosphene.network.Window;

/**
 * Which positions of an input lie under a window, for every place of the window.
 *
 * @param rows for each row of windows, and each row of the window, the input's row; {@link
 *     #OUTSIDE} in the padding
 * @param columns the same of columns
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WindowTaps(int[][] rows, int[][] columns, int width) {
  static final int OUTSIDE = -1;

  static WindowTaps of(Window window, Shape in) {
    return of(window, in, window.rows(in.height()), window.columns(in.width()));
  }

  /** The windows of which there are {@code down} times {@code across}. */
  static WindowTaps of(Window w, Shape in, int down, int across) {
    int height = in.height();
    int width = in.width();
    return new WindowTaps(
        line(down, w.strideY(), w.top(height), w.height(), w.dilation().rows(), height),
        line(across, w.strideX(), w.left(width), w.width(), w.dilation().columns(), width),
        width);
  }

  private static int[][] line(
      int windows, int stride, int before, int kernel, int dilation, int size) {
    return IntStream.range(0, windows)
        .mapToObj(
            i ->
                IntStream.range(0, kernel)
                    .map(k -> i * stride - before + k * dilation)
                    .map(at -> at < 0 || at >= size ? OUTSIDE : at)
                    .toArray())
        .toArray(int[][]::new);
  }

  /** How many windows there are. */
  int windows() {
    return rows.length * columns.length;
  }

  /** How many positions a window reads. */
  int size() {
    return rows[0].length * columns[0].length;
  }

  /**
   * Fills {@code positions}, one for each that the window reads; {@link #OUTSIDE} in the padding.
   */
  void under(int window, int[] positions) {
    int i = 0;
    int[] across = columns[window % columns.length];
    for (int row : rows[window / columns.length]) {
      for (int column : across) {
        boolean outside = row == OUTSIDE || column == OUTSIDE;
        positions[i++] = outside ? OUTSIDE : row * width + column;
      }
    }
  }
}
