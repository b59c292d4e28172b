package phosphene.plan;

import java.io.Serializable;
import phosphene.spec.Seed;

/**
 * What a flight is a pure function of, as a digest: network, path, which of the path's flights it
 * is, and all that the flights of a gallery share. It seeds the flight's random draws.
 *
 * @param hex SHA-256 in 64 lower-case digits
 */
public record FlightKey(String hex) implements Serializable {
  /** Changes whenever the same key would give other frames. */
  public static final int FORMAT = 2;

  /**
   * The key of one flight.
   *
   * @param network SHA-256 of the weights
   * @param path canonical JSON
   * @param turn 0 for the first flight of a path
   * @param identity canonical JSON of what all flights of the job share, and the job's seed
   */
  public static FlightKey of(String network, String path, int turn, String identity) {
    String text =
        String.join(
            "\n", "phosphene flight " + FORMAT, network, path, Integer.toString(turn), identity);
    return new FlightKey(TileKey.sha256(text));
  }

  /** The seed of the flight's own draws. */
  public Seed seed() {
    return new Seed(Long.parseUnsignedLong(hex, 0, 16, 16));
  }
}
