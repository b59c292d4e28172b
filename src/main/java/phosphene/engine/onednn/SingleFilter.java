package phosphene.engine.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import phosphene.engine.host.HostActivation;
import phosphene.engine.host.HostArrays;
import phosphene.network.Convolution;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.Tap;

/** One filter of a convolution for one image: the sum over shifted maps, and its adjoint. */
final class SingleFilter {
  private final Node node;
  private final Convolution layer;
  private final Shape in;
  private final Shape out;
  private final int image;
  private final int channel;
  private final HostActivation ending;
  private final float[] raw;
  private final float[] value;
  private final float[] before;
  private final float[] after;
  private float[] sent;
  private float[] vectors = {};
  private float bias;
  private boolean changed;

  SingleFilter(Node node, Shape in, int image, int channel) {
    this.node = node;
    this.layer = (Convolution) node.layer();
    this.in = in;
    this.out = layer.output(java.util.List.of(in));
    this.image = image;
    this.channel = channel;
    this.ending = new HostActivation(node.activation(), 1, channel, layer.filters());
    this.raw = new float[out.area()];
    this.value = new float[raw.length];
    this.before = new float[raw.length];
    this.after = new float[raw.length];
    this.sent = new float[0]; // unlike any gradient
  }

  int image() {
    return image;
  }

  /** Positions of the kernel. */
  int positions() {
    return layer.window().height() * layer.window().width();
  }

  /** Takes the filter out of a layer's weights. */
  void load(Weights weights) {
    int positions = positions();
    int channels = in.channels() / layer.groups();
    int first = channel / (layer.filters() / layer.groups()) * channels;
    vectors = new float[positions * in.channels()];
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < positions; p++) {
        vectors[p * in.channels() + first + c] =
            weights.kernel()[(channel * channels + c) * positions + p];
      }
    }
    bias = weights.bias()[channel];
  }

  /** The filter as {@code positions x channels}. */
  float[] vectors() {
    return vectors;
  }

  /** The filter as {@code channels x positions}. */
  float[] turned() {
    int positions = positions();
    float[] turned = new float[vectors.length];
    for (int p = 0; p < positions; p++) {
      for (int c = 0; c < in.channels(); c++) {
        turned[c * positions + p] = vectors[p * in.channels() + c];
      }
    }
    return turned;
  }

  /** Where the values of one of the kernel's positions lie. */
  private record Lane(int start, int step) {
    static Lane of(int position, int positions, Order order, int area) {
      if (order == Order.BLOCKED) {
        int block = Order.BLOCKED.padded(1);
        return new Lane(position / block * area * block + position % block, block);
      }
      return new Lane(position, positions);
    }
  }

  /** Work that sums the maps of the kernel's positions. */
  Runnable forward(Tensor maps, HostArrays arrays) {
    FloatBuffer source = maps.floats(0);
    return () -> {
      float[] all = arrays.take(source.capacity());
      source.get(0, all);
      Arrays.fill(raw, bias);
      for (int p = 0; p < positions(); p++) {
        shifted(all, p, maps.format().order(), false);
      }
      arrays.give(all);
      if (node.activation() != Elementary.NONE) {
        System.arraycopy(raw, 0, value, 0, raw.length);
        ending.forward(value);
      }
    };
  }

  /** Adds a position's map to {@link #raw}, or writes the sent gradient to it. */
  private void shifted(float[] all, int position, Order order, boolean back) {
    Window window = layer.window();
    Lane lane = Lane.of(position, positions(), order, in.area());
    int down = position / window.width() * window.dilation().rows() - window.top(in.height());
    int right = position % window.width() * window.dilation().columns() - window.left(in.width());
    for (int y = 0; y < out.height(); y++) {
      int row = y * window.strideY() + down;
      if (row < 0 || row >= in.height()) {
        continue;
      }
      int start = lane.start + row * in.width() * lane.step;
      for (int x = 0; x < out.width(); x++) {
        int column = x * window.strideX() + right;
        if (column >= 0 && column < in.width()) {
          int at = start + column * lane.step;
          if (back) {
            all[at] = sent[y * out.width() + x];
          } else {
            raw[y * out.width() + x] += all[at];
          }
        }
      }
    }
  }

  void read(Tap tap, float[] map) {
    float[] from = tap == Tap.POST && node.activation() != Elementary.NONE ? value : raw;
    System.arraycopy(from, 0, map, 0, map.length);
  }

  void add(Tap tap, float[] gradient) {
    float[] to = tap == Tap.PRE ? before : after;
    for (int i = 0; i < to.length; i++) {
      to[i] += gradient[i];
    }
  }

  /** Makes one gradient before the nonlinearity of all that was added, and forgets that. */
  void settle(boolean redirected) {
    if (node.activation() != Elementary.NONE) {
      if (redirected) {
        ending.redirected(raw, after);
      } else {
        ending.backward(raw, after);
      }
    }
    for (int i = 0; i < before.length; i++) {
      before[i] += after[i];
    }
    changed = !Arrays.equals(before, sent);
    if (changed) {
      sent = before.clone();
    }
    Arrays.fill(before, 0);
    Arrays.fill(after, 0);
  }

  /** True if the gradient is not that of the last step. */
  boolean changed() {
    return changed;
  }

  /** Work that spreads the gradient over the kernel's positions. */
  Runnable backward(Tensor spread, HostArrays arrays) {
    FloatBuffer target = spread.floats(0);
    return () -> {
      float[] all = arrays.zeros(target.capacity());
      for (int p = 0; p < positions(); p++) {
        shifted(all, p, spread.format().order(), true);
      }
      target.put(0, all);
      arrays.give(all);
    };
  }
}
