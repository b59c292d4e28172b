package phosphene.scan;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many values there were of about each size: a histogram whose buckets are a 32nd of an octave
 * wide, as DDSketch has them (Masson et al., "DDSketch: a fast and fully-mergeable quantile sketch
 * with relative-error guarantees", VLDB 2019), but cut by the bits of a float: its exponent and the
 * first five bits of its fraction. A quantile of positive values is wrong by at most 1.6 % (1/64),
 * however many values there are and in whatever order they were merged. Values of 0 or less share
 * one bucket, whose value is 0.
 */
public final class LogHistogram implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int SHIFT = 18; // leaves 5 of 23 bits of the fraction

  private int[] buckets = new int[8];
  private long[] counts = new long[8];
  private int size;
  private long total;

  /** The histogram that {@link #counts} described. */
  public static LogHistogram of(SortedMap<Integer, Long> counts) {
    LogHistogram histogram = new LogHistogram();
    counts.forEach(histogram::add);
    return histogram;
  }

  /** Counts a value. */
  public void add(float value) {
    add(value > 0 ? 1 + (Float.floatToRawIntBits(value) >>> SHIFT) : 0, 1);
  }

  /** Counts all that another has counted. */
  public void add(LogHistogram other) {
    for (int i = 0; i < other.size; i++) {
      add(other.buckets[i], other.counts[i]);
    }
  }

  private void add(int bucket, long count) {
    int at = Arrays.binarySearch(buckets, 0, size, bucket);
    if (at < 0) {
      at = -1 - at;
      insert(at, bucket);
    }
    counts[at] += count;
    total += count;
  }

  private void insert(int at, int bucket) {
    if (size == buckets.length) {
      buckets = Arrays.copyOf(buckets, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    System.arraycopy(buckets, at, buckets, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    buckets[at] = bucket;
    counts[at] = 0;
    size++;
  }

  /**
   * The value that so large a part of the values does not exceed: the middle of its bucket.
   *
   * @param part more than 0, at most 1
   */
  public double quantile(double part) {
    long rank = Math.max(1, (long) Math.ceil(part * total));
    long below = 0;
    for (int i = 0; i < size; i++) {
      below += counts[i];
      if (below >= rank) {
        return middle(buckets[i]);
      }
    }
    return 0; // no value
  }

  private static double middle(int bucket) {
    if (bucket == 0) {
      return 0;
    }
    double low = Float.intBitsToFloat((bucket - 1) << SHIFT);
    double high = Float.intBitsToFloat(bucket << SHIFT);
    return (low + high) / 2;
  }

  /** How many values were counted. */
  public long total() {
    return total;
  }

  /** The counts by bucket, those of 0 left out. */
  public SortedMap<Integer, Long> counts() {
    SortedMap<Integer, Long> map = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      map.put(buckets[i], counts[i]);
    }
    return map;
  }
}
