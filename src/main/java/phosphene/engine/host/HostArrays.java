package phosphene.engine.host;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Arrays on the heap that the steps of a session hand on to each other, so that a step leaves
 * nothing to the collector.
 */
public final class HostArrays {
  private final Map<Integer, Deque<float[]>> spare = new HashMap<>();

  /** An array of that length with undefined content, until it is given back. */
  public float[] take(int length) {
    Deque<float[]> arrays = spare.get(length);
    return arrays == null || arrays.isEmpty() ? new float[length] : arrays.removeLast();
  }

  /** An array of that length, zero, until it is given back. */
  public float[] zeros(int length) {
    float[] array = take(length);
    Arrays.fill(array, 0);
    return array;
  }

  /** Takes arrays back. */
  public void give(float[]... arrays) {
    for (float[] array : arrays) {
      spare.computeIfAbsent(array.length, length -> new ArrayDeque<>()).addLast(array);
    }
  }
}
