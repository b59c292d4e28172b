package phosphene.network.read.onnx;

import java.util.List;

/**
 * Trained values of a layer that is to be added.
 *
 * @param extents those of the kernel, in this project's order
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Trained(List<Integer> extents, float[] kernel, float[] bias) {
  /** A reason if these are not what a layer asks for, or one is no finite number. */
  void requireFit(List<Integer> asked) {
    long size = extents.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (!asked.equals(extents) || size != kernel.length) {
      throw new OnnxException("its kernel has shape " + extents + ", expected " + asked);
    }
    requireFinite(kernel);
    requireFinite(bias);
  }

  private static void requireFinite(float... values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new OnnxException("it holds " + value + " (must be finite numbers)");
      }
    }
  }

  /** A factor and an offset for each channel. */
  static Trained channels(float[] factors, float[] offsets) {
    return new Trained(List.of(factors.length), factors, offsets);
  }
}
