package phosphene.plan;

import java.io.Serializable;
import phosphene.spec.Seed;

/**
 * What a dream is a pure function of, as a digest: network, photo and its path, mix, and all that
 * the dreams of a gallery share. It names the dream in the index and seeds its random draws.
 *
 * @param hex SHA-256 in 64 lower-case digits
 */
public record DreamKey(String hex) implements Serializable {
  /** Changes whenever the same key would give another image. */
  public static final int FORMAT = 2;

  /**
   * The key of one dream.
   *
   * @param network SHA-256 of the weights
   * @param photo its path in the collection
   * @param sha256 of the photo's bytes; empty if they cannot be read
   * @param mix what is amplified, by its name
   * @param identity canonical JSON of what all dreams of the job share, and the job's seed
   */
  public static DreamKey of(
      String network, String photo, String sha256, String mix, String identity) {
    String text =
        String.join(
            "\n", "phosphene dream " + FORMAT, network, sha256, mix, identity, photo); // any text
    return new DreamKey(TileKey.sha256(text));
  }

  /** The seed of the dream's own draws. */
  public Seed seed() {
    return new Seed(Long.parseUnsignedLong(hex, 0, 16, 16));
  }
}
