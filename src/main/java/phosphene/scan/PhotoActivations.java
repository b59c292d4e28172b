package phosphene.scan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one photo excites.
 *
 * @param probabilities of the classes; empty without a classifier
 * @param figures by layer, in the order of the network
 * @param neurons all values, if they are asked for
 */
@SuppressWarnings("ArrayRecordComponent") // a thousand numbers, never compared
public record PhotoActivations(
    float[] probabilities, Map<String, LayerFigures> figures, Optional<Kept> neurons) {

  /** All values of the layers, but of the one that is read as probabilities. */
  public record Kept(Neurons values, List<Neurons.Span> spans) {
    public Kept {
      spans = List.copyOf(spans);
    }
  }

  /** True if all values are numbers. */
  public boolean finite() {
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        return false;
      }
    }
    return figures.values().stream().allMatch(LayerFigures::finite);
  }

  /** The classes with the largest probabilities, the likeliest first. */
  public List<Integer> likeliest(int most) {
    return java.util.stream.IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(
            java.util.Comparator.<Integer>comparingDouble(c -> -probabilities[c])
                .thenComparingInt(c -> c))
        .limit(most)
        .toList();
  }
}
