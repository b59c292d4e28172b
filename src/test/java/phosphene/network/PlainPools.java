package phosphene.network;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import phosphene.network.PlainForward.Tensor;

/** Layers that make one value of many of a channel, by plain loops. */
final class PlainPools {
  private PlainPools() {}

  /** Fills {@code out}; false if the layer is none of these. */
  static boolean apply(Layer layer, Tensor in, Tensor out) {
    if (layer instanceof MaxPool pool) {
      slide(pool.window(), in, out, Double.NEGATIVE_INFINITY, Math::max);
    } else if (layer instanceof AveragePool pool) {
      slide(pool.window(), in, out, 0, Double::sum);
      divide(pool, in, out);
    } else if (layer instanceof LpPool pool) {
      double p = pool.p();
      slide(pool.window(), in, out, 0, (sum, x) -> sum + Math.pow(Math.abs(x), p));
      Arrays.setAll(out.values(), i -> Math.pow(out.values()[i], 1 / p));
    } else if (layer instanceof GlobalAveragePool) {
      System.arraycopy(in.channelMeans(), 0, out.values(), 0, out.values().length);
    } else if (layer instanceof GlobalMaxPool) {
      Arrays.fill(out.values(), Double.NEGATIVE_INFINITY);
      for (int i = 0; i < in.values().length; i++) {
        int c = i / in.shape().area();
        out.values()[c] = Math.max(out.values()[c], in.values()[i]);
      }
    } else if (layer instanceof Reduce reduce) {
      reduce(reduce, in, out);
    } else {
      return false;
    }
    return true;
  }

  private static void slide(
      Window window, Tensor in, Tensor out, double start, DoubleBinaryOperator operator) {
    PlainWindow rows = PlainWindow.rows(window, in.shape().height());
    PlainWindow columns = PlainWindow.columns(window, in.shape().width());
    int at = 0;
    for (int c = 0; c < out.shape().channels(); c++) {
      for (int y = 0; y < out.shape().height(); y++) {
        for (int x = 0; x < out.shape().width(); x++) {
          double value = start;
          for (int tap = 0; tap < rows.taps() * columns.taps(); tap++) {
            int row = rows.pixel(y, tap / columns.taps());
            int column = columns.pixel(x, tap % columns.taps());
            if (within(row, in.shape().height()) && within(column, in.shape().width())) {
              value = operator.applyAsDouble(value, in.at(c, row, column));
            }
          }
          out.values()[at++] = value;
        }
      }
    }
  }

  private static boolean within(int place, int size) {
    return place >= 0 && place < size;
  }

  private static void divide(AveragePool pool, Tensor in, Tensor out) {
    PlainWindow rows = PlainWindow.rows(pool.window(), in.shape().height());
    PlainWindow columns = PlainWindow.columns(pool.window(), in.shape().width());
    boolean padding = pool.divisor() == AveragePool.Divisor.WINDOW;
    for (int i = 0; i < out.values().length; i++) {
      int y = i / out.shape().width() % out.shape().height();
      int x = i % out.shape().width();
      int tall = padding ? padded(rows, y) : valid(rows, y, in.shape().height());
      int wide = padding ? padded(columns, x) : valid(columns, x, in.shape().width());
      out.values()[i] /= tall * wide;
    }
  }

  /** How many pixels a window reads. */
  private static int valid(PlainWindow line, int window, int size) {
    int count = 0;
    for (int tap = 0; tap < line.taps(); tap++) {
      count += within(line.pixel(window, tap), size) ? 1 : 0;
    }
    return count;
  }

  /** How many pixels and places of the padding a window reads. */
  private static int padded(PlainWindow line, int window) {
    int count = 0;
    for (int tap = 0; tap < line.taps(); tap++) {
      count += line.pixel(window, tap) < line.end() ? 1 : 0;
    }
    return count;
  }

  private static void reduce(Reduce reduce, Tensor in, Tensor out) {
    Arrays.fill(
        out.values(),
        switch (reduce.operation()) {
          case MAXIMUM -> Double.NEGATIVE_INFINITY;
          case MINIMUM -> Double.POSITIVE_INFINITY;
          default -> 0;
        });
    for (int i = 0; i < in.values().length; i++) {
      int c = i / in.shape().area();
      int y = i / in.shape().width() % in.shape().height();
      int x = i % in.shape().width();
      int to =
          out.place(
              reduce.axes().contains(Axis.CHANNELS) ? 0 : c,
              reduce.axes().contains(Axis.ROWS) ? 0 : y,
              reduce.axes().contains(Axis.COLUMNS) ? 0 : x);
      out.values()[to] = together(reduce.operation(), out.values()[to], in.values()[i]);
    }
    double count = (double) in.values().length / out.values().length;
    Arrays.setAll(
        out.values(),
        i ->
            switch (reduce.operation()) {
              case MEAN -> out.values()[i] / count;
              case L2 -> Math.sqrt(out.values()[i]);
              default -> out.values()[i];
            });
  }

  private static double together(Reduce.Operation operation, double known, double x) {
    return switch (operation) {
      case MEAN, SUM -> known + x;
      case MAXIMUM -> Math.max(known, x);
      case MINIMUM -> Math.min(known, x);
      case L1 -> known + Math.abs(x);
      case L2, SUM_OF_SQUARES -> known + x * x;
    };
  }
}
