package phosphene.engine.nd4j;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Copies between Java's heap and the device. Arrays are contiguous, in row order. A card has copies
 * of its own: ND4J is informed before the host's are read and after they are written.
 */
final class HostTransfer {
  private HostTransfer() {}

  /** Fills {@code to} from the start of {@code from}. */
  static void copy(INDArray from, float[] to) {
    requireWithin(from, 0, to.length);
    pointer(from).get(to);
  }

  /** Fills the start of {@code to} from {@code from}. */
  static void copy(float[] from, INDArray to) {
    requireWithin(to, 0, from.length);
    pointer(to).put(from);
    written(to);
  }

  /** Fills {@code to} with one image's values of a batch. */
  static void copy(INDArray from, int image, float[] to) {
    requireWithin(from, image, to.length);
    FloatPointer values = pointer(from);
    values.position(values.position() + (long) image * to.length).get(to);
  }

  /** Fills one image's values of a batch from {@code from}. */
  static void copy(float[] from, INDArray to, int image) {
    requireWithin(to, image, from.length);
    FloatPointer values = pointer(to);
    values.position(values.position() + (long) image * from.length).put(from);
    written(to);
  }

  /**
   * Fills {@code array} with zeros; ND4J's own {@code assign(0)} leaves a scalar to the collector.
   */
  static void zero(INDArray array) {
    FloatPointer values = pointer(array);
    values.limit(values.position() + array.length()).zero();
    written(array);
  }

  /**
   * The values of an array; valid until an operation runs. Code that writes to them says so by
   * {@link #written}.
   */
  static FloatPointer pointer(INDArray array) {
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    return new FloatPointer(array.data().pointer()).position(array.offset());
  }

  /** Native copies do not look where an array ends. */
  private static void requireWithin(INDArray array, int part, int size) {
    if ((part + 1L) * size > array.length()) {
      throw new IllegalArgumentException(
          "Cannot copy part "
              + part
              + " of "
              + size
              + " values: the array has "
              + array.length()
              + " ("
              + Arrays.toString(array.shape())
              + ")");
    }
  }

  /** Says that values were written through {@link #pointer}. */
  static void written(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
  }
}
