package phosphene.cluster;

import java.io.Serializable;
import phosphene.gallery.Outcome;
import phosphene.gallery.Receipt;

/**
 * A picture that was made again.
 *
 * @param outcome here
 * @param maker here
 */
record Remade(Made made, Outcome outcome, Receipt.Maker maker) implements Serializable {
  /**
   * A picture as it was made, by its row.
   *
   * @param version of Phosphene
   */
  record Made(String path, String key, String sha256, Receipt.Maker maker, String version)
      implements Serializable {}
}
