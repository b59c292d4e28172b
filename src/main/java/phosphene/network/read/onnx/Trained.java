package phosphene.network.read.onnx;

import java.util.List;

/**
 * Trained values of a layer that is to be added.
 *
 * @param extents those of the kernel, in this project's order
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Trained(List<Integer> extents, float[] kernel, float[] bias) {
  /** A factor and an offset for each channel. */
  static Trained channels(float[] factors, float[] offsets) {
    return new Trained(List.of(factors.length), factors, offsets);
  }
}
