package phosphene.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Window;

/**
 * The sum of what the windows of a convolution give to the image below them: for each window its
 * positions' channels, row by row.
 *
 * @param in the image
 * @param out the windows
 */
record Spread(Window window, Shape in, Shape out) {
  /** The shape of what is summed. */
  Shape maps() {
    return new Shape(window.height() * window.width() * in.channels(), out.height(), out.width());
  }

  /** Work that fills an image with the sum of {@code maps}, a tensor of one image. */
  Runnable sum(Tensor maps, FloatBuffer image) {
    FloatBuffer source = maps.floats(0);
    float[] all = new float[source.capacity()];
    float[] sum = new float[in.size()];
    int block =
        maps.format().order() == Order.BLOCKED ? Order.BLOCKED.padded(1) : maps().channels();
    int[] starts = new int[maps().channels()];
    for (int lane = 0; lane < starts.length; lane++) {
      starts[lane] = lane / block * out.area() * block + lane % block;
    }
    return () -> {
      source.get(0, all);
      Arrays.fill(sum, 0);
      for (int y = 0; y < out.height(); y++) {
        for (int row = 0; row < window.height(); row++) {
          int line = y * window.strideY() - window.top(in.height()) + row;
          if (line >= 0 && line < in.height()) {
            add(all, block, starts, y, row, sum);
          }
        }
      }
      image.put(0, sum);
    };
  }

  /**
   * Adds a row of the kernel for a row of windows: of each pixel the windows that see it as they
   * follow each other.
   */
  private void add(float[] all, int block, int[] starts, int y, int row, float[] sum) {
    int line = y * window.strideY() - window.top(in.height()) + row;
    int stride = window.strideX();
    int channels = in.channels();
    for (int column = window.width() - 1; column >= 0; column--) {
      int right = column - window.left(in.width());
      int first = Math.max(0, Math.floorDiv(stride - 1 - right, stride));
      int end = Math.min(out.width(), Math.floorDiv(in.width() - 1 - right, stride) + 1);
      int lane = (row * window.width() + column) * channels;
      int from = (y * out.width() + first) * block;
      int to = (line * in.width() + first * stride + right) * channels;
      if (channels == Preprocessing.COLORS) {
        colors(all, from, block, starts, lane, end - first, sum, to, stride * channels);
      } else {
        for (int c = 0; c < channels; c++) {
          for (int x = 0; x < end - first; x++) {
            sum[to + x * stride * channels + c] += all[starts[lane + c] + from + x * block];
          }
        }
      }
    }
  }

  /** Three channels side by side: the usual picture. */
  private static void colors(
      float[] all,
      int from,
      int step,
      int[] starts,
      int lane,
      int count,
      float[] sum,
      int to,
      int stride) {
    int red = starts[lane] + from;
    int green = starts[lane + 1] + from;
    int blue = starts[lane + 2] + from;
    int at = to;
    for (int i = 0; i < count; i++) {
      sum[at] += all[red];
      sum[at + 1] += all[green];
      sum[at + 2] += all[blue];
      red += step;
      green += step;
      blue += step;
      at += stride;
    }
  }
}
