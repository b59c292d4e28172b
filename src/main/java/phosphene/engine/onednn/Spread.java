package phosphene.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
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
    return () -> {
      source.get(0, all);
      Arrays.fill(sum, 0);
      for (int y = 0; y < out.height(); y++) {
        for (int x = 0; x < out.width(); x++) {
          add(all, block, y, x, sum);
        }
      }
      image.put(0, sum);
    };
  }

  /** Adds a window's rows. */
  private void add(float[] all, int block, int y, int x, float[] sum) {
    int channels = in.channels();
    int wide = window.width() * channels;
    int left = x * window.strideX() - window.left(in.width());
    int skip = Math.max(0, -left) * channels;
    int end = Math.min(wide, (in.width() - left) * channels);
    int position = y * out.width() + x;
    for (int row = 0; row < window.height(); row++) {
      int line = y * window.strideY() - window.top(in.height()) + row;
      if (line < 0 || line >= in.height()) {
        continue;
      }
      int to = (line * in.width() + left) * channels;
      int from = row * wide;
      int area = out.area();
      for (int i = skip, count; i < end; i += count) {
        int lane = from + i;
        count = Math.min(end - i, block - lane % block);
        int start = (lane / block * area + position) * block + lane % block;
        for (int k = 0; k < count; k++) {
          sum[to + i + k] += all[start + k];
        }
      }
    }
  }
}
