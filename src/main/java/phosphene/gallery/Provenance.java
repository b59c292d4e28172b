package phosphene.gallery;

import java.io.Serializable;
import phosphene.plan.TileKey;

/**
 * What all images of a rendering share, as their files, rows and the manifest state it.
 *
 * @param objective canonical JSON of what is maximized; of dreams also of what they are made from
 * @param recipe canonical JSON
 * @param version of Phosphene
 */
public record Provenance(
    NetworkName network, String objective, String recipe, long seed, String version)
    implements Serializable {

  /**
   * A network by its name and the SHA-256 of its weights.
   *
   * @param preprocessing how pixels become its input, in one line
   */
  public record NetworkName(String name, String sha256, String preprocessing)
      implements Serializable {}

  /** That of images which another version of this program made. */
  public Provenance by(String other) {
    return new Provenance(network, objective, recipe, seed, other);
  }

  /** SHA-256 of the recipe's text. */
  public String recipeSha256() {
    return TileKey.sha256(recipe);
  }
}
