package phosphene.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between Java's heap and the device. Arrays are contiguous, in row order. */
final class Host {
  private Host() {}

  /** Fills {@code to} from the start of {@code from}. */
  static void copy(INDArray from, float[] to) {
    pointer(from).get(to);
  }

  /** Fills the start of {@code to} from {@code from}. */
  static void copy(float[] from, INDArray to) {
    pointer(to).put(from);
  }

  /**
   * Fills {@code array} with zeros; ND4J's own {@code assign(0)} leaves a scalar to the collector.
   */
  static void zero(INDArray array) {
    FloatPointer values = pointer(array);
    values.limit(values.position() + array.length()).zero();
  }

  /** The values of an array; valid while the array is. */
  static FloatPointer pointer(INDArray array) {
    return new FloatPointer(array.data().pointer()).position(array.offset());
  }
}
