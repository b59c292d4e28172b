package phosphene.network.read.keras;

import java.util.List;

/** The order of values in kernels. */
final class Kernels {
  private Kernels() {}

  /**
   * An array with its axes in another order.
   *
   * @param shape of {@code values}, which are row-major
   * @param order for each axis of the result that of {@code values}
   */
  static float[] transposed(float[] values, List<Integer> shape, int... order) {
    int rank = order.length;
    int[] strides = new int[rank];
    int stride = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    float[] transposed = new float[values.length];
    int[] at = new int[rank];
    int from = 0;
    for (int i = 0; i < values.length; i++) {
      transposed[i] = values[from];
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += strides[order[axis]];
        if (++at[axis] < shape.get(order[axis])) {
          break;
        }
        from -= at[axis] * strides[order[axis]];
        at[axis] = 0;
      }
    }
    return transposed;
  }
}
