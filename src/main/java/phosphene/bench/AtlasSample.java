package phosphene.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import phosphene.bench.StratifiedTotal.Stratum;
import phosphene.network.Architecture;

/**
 * A random sample of a layer's units, in batches that pass the network together.
 *
 * @param batches of channels, no channel twice
 */
record AtlasSample(String layer, int units, List<List<Integer>> batches) {
  private static final int LEAST_BATCHES = 2; // else no spread is seen

  /**
   * Draws about {@code wanted} units, in at least two batches.
   *
   * @param batch most units of a batch
   */
  static AtlasSample draw(Architecture architecture, String layer, int wanted, int batch) {
    int units =
        java.util.Objects.requireNonNull(
                architecture
                    .shapes(architecture.input().height(), architecture.input().width())
                    .get(layer))
            .channels();
    List<Integer> channels = new ArrayList<>(IntStream.range(0, units).boxed().toList());
    Collections.shuffle(channels, new Random(layer.hashCode()));
    int each = Math.max(1, Math.min(batch, Math.min(units, wanted) / LEAST_BATCHES));
    int count = Math.min(units / each, Math.max(LEAST_BATCHES, wanted / each));
    return new AtlasSample(
        layer,
        units,
        IntStream.range(0, count)
            .mapToObj(i -> List.copyOf(channels.subList(i * each, (i + 1) * each)))
            .toList());
  }

  /** The stratum of the layer, of each batch's core-seconds a unit. */
  Stratum stratum(List<Double> seconds) {
    int seen = batches.stream().mapToInt(List::size).sum();
    return new Stratum(units, seconds, (double) seen / units);
  }
}
