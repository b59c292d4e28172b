package phosphene.gallery;

import java.io.Serializable;
import java.util.List;
import phosphene.image.DecoderVersion;
import phosphene.plan.DreamKey;
import phosphene.plan.PhotoFile;

/**
 * What a task returns for each dream.
 *
 * @param sha256 of the photo's bytes; empty if they could not be read
 * @param notes what a person may want to know of the photo's file
 * @param mix what was amplified, by its name
 * @param seconds of a core or GPU
 * @param decoder that read the photo, or failed to
 */
public record DreamReceipt(
    PhotoFile photo,
    String sha256,
    List<String> notes,
    String mix,
    DreamKey key,
    Outcome outcome,
    double seconds,
    Receipt.Maker maker,
    DecoderVersion decoder)
    implements Serializable {
  public DreamReceipt {
    notes = List.copyOf(notes);
  }
}
