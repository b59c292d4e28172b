package phosphene.scan;

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
    java.util.Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
    float[] sums = new float[channels];
    float[] rawSums = new float[channels];
    int[] positions = new int[channels];
    int area = values.length / channels;
    Sums means = new Sums(channels);
    for (int position = 0; position < area; position++) {
      int at = position * channels;
      add(values, at, sums, rawSums, nonlinearity);
      find(values, at, maxima, positions, position);
      if (position % Sums.RUN == Sums.RUN - 1 || position == area - 1) {
        means.take(sums, rawSums);
      }
    }
    return new LayerFigures(maxima, means.means(area), means.meansBefore(area), positions);
  }

  // Two plain loops, which the compiler turns into vector instructions.

  private static void add(
      float[] values, int at, float[] sums, float[] rawSums, Nonlinearity nonlinearity) {
    if (nonlinearity != Nonlinearity.RELU) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += values[at + c];
        rawSums[c] += values[at + c];
      }
    } else {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += Math.max(0, values[at + c]);
        rawSums[c] += values[at + c];
      }
    }
  }

  private static void find(float[] values, int at, float[] maxima, int[] positions, int position) {
    for (int c = 0; c < maxima.length; c++) {
      if (values[at + c] > maxima[c]) {
        maxima[c] = values[at + c];
        positions[c] = position;
      }
    }
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
