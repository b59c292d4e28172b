package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The sliding window of a convolution or pool; pairs are rows and columns.
 *
 * @param border above, below, left and right of the input
 * @param rounding how the number of windows is found: {@link #FLOOR}, {@link #CEIL}, {@link #SAME}
 *     or 3 (as SAME, the odd pixel above and left)
 */
record Window(long[] kernel, long[] stride, long[] dilation, long[] border, long rounding) {
  /** How many numbers tell a window. */
  static final int NUMBERS = 11;

  private static final long CEIL = 1;
  private static final long SAME = 2;

  /** From the numbers of a layer, the first of them at {@code at}. */
  static Window of(long[] numbers, int at) {
    long[] n = java.util.Arrays.copyOfRange(numbers, at, at + NUMBERS);
    return new Window(
        new long[] {n[0], n[1]},
        new long[] {n[2], n[3]},
        new long[] {n[4], n[5]},
        new long[] {n[6], n[7], n[8], n[9]},
        n[10]);
  }

  boolean ceil() {
    return rounding == CEIL;
  }

  /** True if libtorch's functions make the border themselves. */
  private boolean own() {
    return rounding < SAME
        && border[0] == border[1]
        && border[2] == border[3]
        && 2 * border[0] <= kernel[0]
        && 2 * border[2] <= kernel[1];
  }

  /** The padding that libtorch's functions are asked for. */
  long[] padding() {
    return own() ? new long[] {border[0], border[2]} : new long[] {0, 0};
  }

  /** The input, in a border of {@code value} where it must have one beforehand. */
  Tensor framed(Tensor input, double value) {
    if (own()) {
      return input;
    }
    long[] rows = {border[0], border[1]};
    long[] columns = {border[2], border[3]};
    if (rounding >= SAME) {
      rows = same(input.size(2), 0);
      columns = same(input.size(3), 1);
    }
    return constant_pad_nd(
        input, new long[] {columns[0], columns[1], rows[0], rows[1]}, new Scalar(value));
  }

  private long[] same(long size, int axis) {
    long reach = (kernel[axis] - 1) * dilation[axis] + 1;
    long windows = (size + stride[axis] - 1) / stride[axis];
    long all = Math.max(0, (windows - 1) * stride[axis] + reach - size);
    long before = rounding == SAME ? all / 2 : all - all / 2;
    return new long[] {before, all - before};
  }
}
