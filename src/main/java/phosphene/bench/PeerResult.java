package phosphene.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a peer did.
 *
 * @param peer its name
 * @param seconds of its steps, one per round
 * @param distance of its gradient from the first peer's, see {@link TimedStep#distanceTo}
 * @param tolerance above which distance it computed something else
 */
public record PeerResult(String peer, List<Double> seconds, double distance, double tolerance) {
  public PeerResult {
    seconds = List.copyOf(seconds);
    if (seconds.isEmpty()) {
      throw new IllegalArgumentException("Invalid rounds: none (must be at least 1)");
    }
  }

  /** True if it computed what the first peer computed. */
  public boolean agrees() {
    return distance <= tolerance;
  }

  /** The median seconds of a step. */
  public double median() {
    return Quantiles.of(seconds).median();
  }

  /** The seconds of the fastest step: of it what else the machine did took the least. */
  public double least() {
    return Quantiles.of(seconds).least();
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
