package phosphene.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a peer did.
 *
 * @param peer its name
 * @param seconds of its steps, one per round
 * @param distance of its gradient from the first peer's, see {@link TimedStep#distanceTo}; above
 *     0.05 it computed something else
 */
public record PeerResult(String peer, List<Double> seconds, double distance) {
  public PeerResult {
    seconds = List.copyOf(seconds);
    if (seconds.isEmpty()) {
      throw new IllegalArgumentException("Invalid rounds: none (must be at least 1)");
    }
  }

  /** True if it computed what the first peer computed. */
  public boolean agrees() {
    return distance <= 0.05;
  }

  /** The median seconds of a step. */
  public double median() {
    return Quantiles.of(seconds).median();
  }

  /**
   * How many times as long as {@code other} it took: the median of the rounds' ratios, each taken
   * side by side.
   */
  public double timesSlowerThan(PeerResult other) {
    return Quantiles.of(
            IntStream.range(0, seconds.size())
                .mapToObj(round -> seconds.get(round) / other.seconds.get(round))
                .toList())
        .median();
  }
}
