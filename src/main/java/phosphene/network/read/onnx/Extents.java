package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** Arithmetic of a tensor's extents, row-major: sizes, strides, axes, NumPy's broadcasting. */
final class Extents {
  private static final int LARGEST = 1 << 24;

  private Extents() {}

  /** The number of values; a reason if an int cannot hold it. */
  static int size(int... dims) {
    long size = 1;
    for (int dim : dims) {
      size *= dim; // neither factor exceeds 2^31
      if (dim == 0) {
        return 0;
      }
      if (size > Integer.MAX_VALUE) {
        throw new OnnxException("shape " + text(dims) + " is too large");
      }
    }
    return (int) size;
  }

  /** How far apart neighbours are along each axis. */
  static int[] strides(int... dims) {
    int[] strides = new int[dims.length];
    int stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return strides;
  }

  /** The axis that a number means, which counts from the end if it is negative. */
  static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new OnnxException("axis " + axis + " is not one of the " + rank + " axes of its input");
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** The axes in ascending order; a reason if one is named twice. */
  static int[] axes(long[] axes, int rank) {
    int[] sorted = Arrays.stream(axes).mapToInt(axis -> axis(axis, rank)).sorted().toArray();
    if (Arrays.stream(sorted).distinct().count() != sorted.length) {
      throw new OnnxException("axes " + Arrays.toString(axes) + " name one twice");
    }
    return sorted;
  }

  /**
   * Extents of something new, which are not larger than what computations about shapes need.
   *
   * @param sizes of what it is made of, which it may be as large as
   */
  static int[] made(int[] dims, int... sizes) {
    for (int dim : dims) {
      if (dim < 0) {
        throw new OnnxException("the shape " + text(dims) + " has a negative extent");
      }
    }
    int largest = Math.max(LARGEST, Arrays.stream(sizes).max().orElse(0));
    if (size(dims) > largest) {
      throw new OnnxException("a constant of " + text(dims) + " is too large");
    }
    return dims;
  }

  /** The extents of what an elementwise operator makes of two tensors. */
  static int[] broadcast(int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    int[] dims = new int[rank];
    for (int axis = 0; axis < rank; axis++) {
      int left = of(a, rank, axis);
      int right = of(b, rank, axis);
      if (left != right && left != 1 && right != 1) {
        throw new OnnxException("shapes " + text(a) + " and " + text(b) + " do not fit together");
      }
      dims[axis] = left == 1 ? right : left;
    }
    return made(dims, size(a), size(b));
  }

  /**
   * The strides by which a tensor of {@code from} is walked as if it had the extents {@code to}.
   */
  static int[] broadcastStrides(int[] from, int[] to) {
    int[] own = strides(from);
    int[] strides = new int[to.length];
    int added = to.length - from.length;
    for (int axis = added; axis < to.length; axis++) {
      strides[axis] = from[axis - added] == 1 ? 0 : own[axis - added];
    }
    return strides;
  }

  /**
   * The positions of a tensor's values, one a call, as its axes are walked with the last fastest.
   */
  static IntSupplier walk(int[] dims, int[] strides, int start) {
    int[] at = new int[dims.length];
    int[] next = {start};
    return () -> {
      int here = next[0];
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        next[0] += strides[axis];
        if (++at[axis] < dims[axis]) {
          return here;
        }
        next[0] -= strides[axis] * dims[axis];
        at[axis] = 0;
      }
      return here;
    };
  }

  static String text(int... dims) {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims).mapToObj(String::valueOf).collect(Collectors.joining("x"));
  }

  private static int of(int[] dims, int rank, int axis) {
    int own = axis - (rank - dims.length);
    return own < 0 ? 1 : dims[own];
  }
}
