package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Where an engine's arrays of floats off the heap are allocated and freed. Tests ask for guards:
 * then each array lies between two bands of a fixed value, which are looked at when it is given
 * back, so that an operation that writes past an end is found out; and an array of undefined
 * content is full of that value, which is no number, so that one that reads it is, too.
 */
final class NativeArrays {
  /** The system property that asks for guards: {@code true}. */
  static final String GUARDS = "phosphene.guards";

  private static final int BAND = 32; // floats: 128 bytes, so that alignment stays
  private static final int GUARD = 0x7fc5eed5; // a quiet NaN that no operation gives

  private final boolean guarded;
  private final IdentityHashMap<INDArray, Guarded> known = new IdentityHashMap<>();
  private final List<String> damaged = new ArrayList<>();

  /** An array with its bands, and what it has been used for. */
  private record Guarded(INDArray whole, List<String> uses) {}

  private NativeArrays(boolean guarded) {
    this.guarded = guarded;
  }

  /** Guarded where the system property says so. */
  static NativeArrays asAsked() {
    return new NativeArrays(Boolean.getBoolean(GUARDS));
  }

  static NativeArrays guarded() {
    return new NativeArrays(true);
  }

  /** An array of undefined content. */
  synchronized INDArray allocate(long... shape) {
    if (!guarded) {
      return Nd4j.createUninitialized(DataType.FLOAT, shape);
    }
    long length = LongStream.of(shape).reduce(1, Math::multiplyExact);
    INDArray whole = Nd4j.createUninitialized(DataType.FLOAT, length + 2 * BAND);
    float[] guards = new float[(int) whole.length()];
    Arrays.fill(guards, Float.intBitsToFloat(GUARD));
    HostTransfer.copy(guards, whole);
    INDArray array = whole.get(NDArrayIndex.interval(BAND, BAND + length)).reshape('c', shape);
    known.put(array, new Guarded(whole, new ArrayList<>()));
    return array;
  }

  /** An array that holds {@code values}. */
  INDArray of(String name, float[] values, long... shape) {
    if (LongStream.of(shape).reduce(1, Math::multiplyExact) != values.length) {
      throw new IllegalArgumentException(
          "Invalid values of " + name + ": " + values.length + " for " + Arrays.toString(shape));
    }
    INDArray array = allocate(shape);
    HostTransfer.copy(values, array);
    use(array, name);
    return array;
  }

  /** Makes the content of an array undefined again. */
  synchronized void forget(INDArray array) {
    Guarded guard = known.get(array);
    if (guard != null) {
      guard.uses.clear();
      float[] guards = new float[(int) array.length()];
      Arrays.fill(guards, Float.intBitsToFloat(GUARD));
      HostTransfer.copy(guards, array);
    }
  }

  /** Says what an array is used for, should it be damaged. */
  synchronized void use(INDArray array, String name) {
    Guarded guard = known.get(array);
    if (guard != null) {
      guard.uses.add(name);
    }
  }

  /** Looks at the bands of an array; {@link #requireSound} tells what is found. */
  synchronized void check(INDArray array) {
    Guarded guard = known.get(array);
    if (guard == null) {
      return;
    }
    long past = array.length() + BAND;
    if (!intact(guard.whole, 0) || !intact(guard.whole, past)) {
      damaged.add(guard.uses + " of " + array.length() + " values");
    }
  }

  private static boolean intact(INDArray whole, long from) {
    FloatPointer values = HostTransfer.pointer(whole).position(from);
    float[] band = new float[BAND];
    values.get(band);
    for (float value : band) {
      if (Float.floatToRawIntBits(value) != GUARD) {
        return false;
      }
    }
    return true;
  }

  /** Frees an array, checked; one that was not allocated here as it is. */
  synchronized void free(INDArray array) {
    check(array);
    Guarded guard = known.remove(array);
    (guard == null ? array : guard.whole).close();
  }

  /**
   * Complains of all damage since the last call.
   *
   * @throws AssertionError naming the arrays beyond which something was written
   */
  synchronized void requireSound() {
    if (!damaged.isEmpty()) {
      String arrays = String.join("; ", damaged);
      damaged.clear();
      throw new AssertionError("Values were written past an end of " + arrays);
    }
  }
}
