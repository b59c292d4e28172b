package phosphene.plan;

import java.io.Serializable;

/**
 * What a scan is a pure function of, as a digest: network, photo and its path, and what the gallery
 * keeps of it.
 *
 * @param hex SHA-256 in 64 lower-case digits
 */
public record ScanKey(String hex) implements Serializable {
  /** Changes whenever the same key would give another scan. */
  public static final int FORMAT = 1;

  /**
   * The key of one scan.
   *
   * @param network SHA-256 of the weights
   * @param preprocessing of the network, in one line
   * @param recipe canonical JSON of layers and of what is kept
   * @param photo its path in the collection
   * @param sha256 of the photo's bytes; empty if they cannot be read
   */
  public static ScanKey of(
      String network, String preprocessing, String recipe, String photo, String sha256) {
    String text =
        String.join(
            "\n", "phosphene scan " + FORMAT, network, preprocessing, recipe, sha256, photo);
    return new ScanKey(TileKey.sha256(text));
  }
}
