package phosphene.network.read;

import java.util.List;
import java.util.Locale;
import phosphene.network.Window;

/**
 * The shape of what a Keras layer makes of one image.
 *
 * @param rows 0 where the model takes any size; as columns; 1 of a vector
 * @param channels the values of a vector; 0 if its length depends on the size
 * @param vector true if it has no rows and columns
 */
record KerasExtent(int rows, int columns, int channels, boolean vector) {
  static KerasExtent map(int rows, int columns, int channels) {
    return new KerasExtent(rows, columns, channels, false);
  }

  static KerasExtent vector(int values) {
    return new KerasExtent(1, 1, values, true);
  }

  /**
   * Rows and columns after a window.
   *
   * @throws IllegalArgumentException if the window finds no place
   */
  KerasExtent through(Window window, int outputs) {
    int down = rows == 0 ? 0 : window.rows(rows);
    int across = columns == 0 ? 0 : window.columns(columns);
    if ((rows > 0 && down < 1) || (columns > 0 && across < 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a window of %dx%d is larger than %dx%d",
              window.height(),
              window.width(),
              rows,
              columns));
    }
    return map(down, across, outputs);
  }

  KerasExtent flat() {
    return vector(rows * columns * channels);
  }

  /** How Keras writes it, without the batch. */
  List<Integer> extents() {
    return vector ? List.of(channels) : List.of(rows, columns, channels);
  }

  int rank() {
    return vector ? 2 : 4;
  }
}
