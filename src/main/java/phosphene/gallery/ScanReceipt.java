package phosphene.gallery;

import java.io.Serializable;
import phosphene.image.DecoderVersion;
import phosphene.plan.PhotoFile;

/**
 * What a task returns for each scan, whose row it has entered into the index itself.
 *
 * @param freshness whether the index had this scan already, of a photo that was touched since
 * @param seconds of a core or GPU
 * @param decoder that read the photo, or failed to
 */
public record ScanReceipt(
    PhotoFile photo,
    Outcome outcome,
    Freshness freshness,
    double seconds,
    Receipt.Maker maker,
    DecoderVersion decoder)
    implements Serializable {

  /** Whether a scan is a new one. */
  public enum Freshness {
    NEW,
    /** The photo's bytes are those of the last row. */
    SAME
  }
}
