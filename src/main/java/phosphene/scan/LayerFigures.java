package phosphene.scan;

import java.util.Arrays;
import java.util.List;

/**
 * How strongly one photo excites the units of one layer, a value a channel.
 *
 * @param maxima the largest value after the nonlinearity; with a ReLU before it, which is the same
 *     of a unit that fires
 * @param means over all positions, after the nonlinearity
 * @param meansBefore over all positions, before the nonlinearity
 * @param positions where the maximum is, row times width plus column; of several the first
 */
@SuppressWarnings("ArrayRecordComponent") // hundreds of numbers, never compared
public record LayerFigures(float[] maxima, float[] means, float[] meansBefore, int[] positions) {

  /**
   * The figures of a reading.
   *
   * @param values positions x channels, the channels of a position side by side: for each target of
   *     the reading
   */
  static LayerFigures of(Reading reading, List<float[]> values, int channels) {
    LayerFigures figures = of(values.get(0), channels, reading.nonlinearity());
    return values.size() == 1
        ? figures
        : new LayerFigures(
            figures.maxima,
            figures.means,
            of(values.get(1), channels, Nonlinearity.NONE).means,
            figures.positions);
  }

  private static LayerFigures of(float[] values, int channels, Nonlinearity nonlinearity) {
    float[] maxima = new float[channels];
    Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
    float[] row = new float[channels];
    float[] largest = new float[channels];
    float[] sums = new float[channels];
    float[] rawSums = new float[channels];
    int[] positions = new int[channels];
    int area = values.length / channels;
    Sums means = new Sums(channels);
    for (int first = 0; first < area; first += Sums.RUN) {
      int end = Math.min(area, first + Sums.RUN);
      Arrays.fill(largest, Float.NEGATIVE_INFINITY);
      for (int at = first * channels; at < end * channels; at += channels) {
        System.arraycopy(values, at, row, 0, channels);
        add(row, rawSums);
        if (nonlinearity == Nonlinearity.RELU) {
          addPositive(row, sums);
        } else {
          add(row, sums);
        }
        raise(row, largest);
      }
      for (int c = 0; c < channels; c++) {
        if (largest[c] > maxima[c]) { // seldom
          positions[c] = place(values, channels, c, first, largest[c]);
          maxima[c] = values[positions[c] * channels + c];
        }
      }
      means.take(sums, rawSums);
    }
    return new LayerFigures(maxima, means.means(area), means.meansBefore(area), positions);
  }

  // Plain loops over whole arrays, which the compiler turns into vector instructions; not where an
  // index has an offset.

  private static void add(float[] row, float[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += row[c];
    }
  }

  private static void addPositive(float[] row, float[] sums) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += Math.max(0, row[c]);
    }
  }

  private static void raise(float[] row, float[] largest) {
    for (int c = 0; c < largest.length; c++) {
      largest[c] = Math.max(largest[c], row[c]);
    }
  }

  /** The first position, from one on, where a channel has a value that it has somewhere. */
  private static int place(float[] values, int channels, int channel, int first, float value) {
    int position = first;
    while (values[position * channels + channel] != value) {
      position++;
    }
    return position;
  }

  /** Long sums of short ones: a float alone would lose the last of ten thousand terms. */
  private static final class Sums {
    static final int RUN = 64;
    private final double[] after;
    private final double[] before;

    Sums(int channels) {
      after = new double[channels];
      before = new double[channels];
    }

    void take(float[] sums, float[] rawSums) {
      for (int c = 0; c < after.length; c++) {
        after[c] += sums[c];
        before[c] += rawSums[c];
        sums[c] = 0;
        rawSums[c] = 0;
      }
    }

    float[] means(int area) {
      return means(after, area);
    }

    float[] meansBefore(int area) {
      return means(before, area);
    }

    private static float[] means(double[] sums, int area) {
      float[] means = new float[sums.length];
      for (int c = 0; c < means.length; c++) {
        means[c] = (float) (sums[c] / area);
      }
      return means;
    }
  }

  /** True if all values are numbers. */
  boolean finite() {
    for (int c = 0; c < maxima.length; c++) {
      if (!Float.isFinite(maxima[c]) || !Float.isFinite(meansBefore[c])) {
        return false;
      }
    }
    return true;
  }

  /** The channels with the largest maxima that fire, at most so many, the strongest first. */
  public List<Integer> strongest(int most) {
    return java.util.stream.IntStream.range(0, maxima.length)
        .filter(c -> maxima[c] > 0)
        .boxed()
        .sorted(
            java.util.Comparator.<Integer>comparingDouble(c -> -maxima[c]).thenComparingInt(c -> c))
        .limit(most)
        .toList();
  }
}
