package phosphene.network.read.keras;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** The values of kernels and biases in this project's order. */
final class Kernels {
  private Kernels() {}

  /**
   * An array with its axes in another order.
   *
   * @param shape of {@code values}, which are row-major
   * @param order for each axis of the result that of {@code values}
   */
  static float[] transposed(FloatBuffer values, List<Integer> shape, int... order) {
    int rank = order.length;
    int[] strides = new int[rank];
    int stride = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.get(axis);
    }
    float[] transposed = new float[values.remaining()];
    int[] at = new int[rank];
    int from = 0;
    for (int i = 0; i < transposed.length; i++) {
      transposed[i] = values.get(from);
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

  /** The array {@code bias}; zeros if there is none. */
  static float[] bias(Map<String, FloatBuffer> arrays, int outputs) {
    float[] bias = new float[outputs];
    FloatBuffer values = arrays.get("bias");
    if (values != null) {
      values.get(bias);
    }
    return bias;
  }
}
