package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What Slice keeps of an axis.
 *
 * @param positions in the order in which they are kept
 * @param after how many positions at the end are out of reach whatever the axis's length, as all
 *     before the first one are; empty if the slice means that of this length only
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record AxisSlice(int axis, int[] positions, OptionalInt after) {
  /** The slices of a node, whose inputs are constants from the second on. */
  static List<AxisSlice> of(Call call, int... dims) {
    long[] starts = call.integers("starts", 1).orElseThrow(AxisSlice::missing);
    long[] ends = call.integers("ends", 2).orElseThrow(AxisSlice::missing);
    long[] axes =
        call.integers("axes", 3).orElseGet(() -> LongStream.range(0, starts.length).toArray());
    long[] ones = new long[starts.length];
    Arrays.fill(ones, 1);
    long[] steps = call.optional(4).map(Tensor::integers).orElse(ones);
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length) {
      throw new OnnxException("its starts, ends, axes and steps are of different lengths");
    }
    Extents.axes(axes, dims.length);
    List<AxisSlice> slices = new ArrayList<>();
    for (int i = 0; i < starts.length; i++) {
      int axis = Extents.axis(axes[i], dims.length);
      int[] positions = positions(starts[i], ends[i], steps[i], dims[axis]);
      boolean steady = steps[i] == 1 || (steps[i] > 1 && positions.length > 1);
      boolean floats = starts[i] >= 0 && steady;
      OptionalInt after = floats ? after(ends[i], dims[axis]) : OptionalInt.empty();
      slices.add(new AxisSlice(axis, positions, after));
    }
    return slices;
  }

  /** What is left out at the end, if it is counted from there. */
  private static OptionalInt after(long end, int length) {
    if (end >= length) {
      return OptionalInt.of(0);
    }
    return end < 0 && end >= -length ? OptionalInt.of((int) -end) : OptionalInt.empty();
  }

  /** Python's slice, where numbers beyond the ends mean the ends. */
  private static int[] positions(long start, long end, long step, int length) {
    if (step == 0) {
      throw new OnnxException("its step is 0");
    }
    long low = step > 0 ? 0 : -1; // backwards it ends before the first position
    long high = step > 0 ? length : length - 1;
    long from = bound(start, low, high, length);
    long to = bound(end, low, high, length);
    long count = step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
    long stride = Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, step));
    return IntStream.range(0, (int) Math.max(0, Math.min(count, length)))
        .map(i -> (int) (from + i * stride))
        .toArray();
  }

  private static long bound(long position, long low, long high, int length) {
    long counted = position < 0 ? position + length : position;
    return Math.max(low, Math.min(high, counted));
  }

  private static OnnxException missing() {
    return new OnnxException("its starts or ends are missing");
  }
}
