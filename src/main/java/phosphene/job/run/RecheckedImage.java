package phosphene.job.run;

import java.io.Serializable;
import phosphene.gallery.Outcome;
import phosphene.gallery.Receipt;

/**
 * An image that was made again.
 *
 * @param outcome here
 * @param maker here
 * @param similarity to the image that its row describes
 */
public record RecheckedImage(Made made, Outcome outcome, Receipt.Maker maker, Similarity similarity)
    implements Serializable {
  /** How an image is like another one. */
  public enum Similarity {
    /** Their files have the same bytes. */
    BYTES,
    /** Their files differ as those of two encoders do. */
    PIXELS,
    /** They are two images, or not both can be read. */
    OTHER
  }

  /**
   * An image as it was made, by its row.
   *
   * @param version of Phosphene
   */
  public record Made(String path, String key, String sha256, Receipt.Maker maker, String version)
      implements Serializable {}
}
