package phosphene.gallery;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.Outcome.Picture;
import phosphene.gallery.Outcome.Scores;

/**
 * A row of {@code index/dreams}; the columns are the components in snake case. A failed dream, or
 * one that was skipped as the file is no photo, has no width, height, scores, path, bytes and
 * sha256.
 *
 * @param key {@link phosphene.plan.DreamKey}
 * @param photo its path in the collection
 * @param photoSha256 of its bytes, if they could be read
 * @param photoModified as its store said; with the path and the bytes it tells a photo that has not
 *     changed
 * @param pixelLimit the most pixels that the job allowed
 * @param photoFormat of the file, as {@link phosphene.image.DecoderVersion} says
 * @param photoDecoder which decoder read it, or failed to; rows of version 0.1 have none
 * @param mix what was emphasised, by its name
 * @param recipe canonical JSON
 * @param status rendered, failed or skipped
 * @param reason of a failure: the word of an {@link Outcome.Reason}; {@code not_a_photo} of a file
 *     that was skipped
 * @param message of a failure
 * @param notes what a person may want to know of the photo's file, such as a name that belies its
 *     format; several with a semicolon between
 * @param path in the gallery
 * @param seconds of a core or GPU
 * @param checkedAt when the photo's bytes were last found to be those of this row
 * @param generation of the lease of the run that wrote this row: of rows that mean one thing the
 *     greatest counts, whatever the clocks say; null in rows of earlier versions
 * @param sequence of the row in its run
 */
public record DreamRow(
    String key,
    String network,
    String networkSha256,
    String photo,
    @Nullable String photoSha256,
    long photoBytes,
    Instant photoModified,
    long pixelLimit,
    @Nullable String photoFormat,
    @Nullable Integer photoDecoder,
    @Nullable Integer width,
    @Nullable Integer height,
    String mix,
    String recipe,
    String recipeSha256,
    long seed,
    String status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String notes,
    @Nullable Double scoreStart,
    @Nullable Double scoreEnd,
    @Nullable String path,
    @Nullable Long bytes,
    @Nullable String sha256,
    double seconds,
    String engine,
    String device,
    String version,
    Instant renderedAt,
    Instant checkedAt,
    @Nullable Long generation,
    @Nullable Long sequence)
    implements Serializable {

  /** The row of a receipt. */
  public static DreamRow of(
      DreamReceipt receipt, Provenance provenance, long pixelLimit, Instant now) {
    Outcome outcome = receipt.outcome();
    if (outcome instanceof Outcome.Rendered rendered) {
      return row(receipt, provenance, pixelLimit, now, rendered, Ending.RENDERED);
    }
    if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Skipped) {
      return row(receipt, provenance, pixelLimit, now, null, Ending.of(outcome));
    }
    throw new AssertionError(outcome); // a dream is never dead
  }

  private static DreamRow row(
      DreamReceipt receipt,
      Provenance provenance,
      long pixelLimit,
      Instant now,
      Outcome.@Nullable Rendered rendered,
      Ending ending) {
    Picture picture = rendered == null ? null : rendered.picture();
    Scores scores = rendered == null ? null : rendered.scores();
    return new DreamRow(
        receipt.key().hex(),
        provenance.network().name(),
        provenance.network().sha256(),
        receipt.photo().path(),
        receipt.sha256().isEmpty() ? null : receipt.sha256(),
        receipt.photo().bytes(),
        receipt.photo().modified(),
        pixelLimit,
        receipt.decoder().format(),
        receipt.decoder().number(),
        picture == null ? null : picture.width(),
        picture == null ? null : picture.height(),
        receipt.mix(),
        provenance.recipe(),
        provenance.recipeSha256(),
        provenance.seed(),
        ending.status(),
        ending.reason(),
        ending.message(),
        receipt.notes().isEmpty() ? null : String.join("; ", receipt.notes()),
        scores == null ? null : scores.start(),
        scores == null ? null : scores.end(),
        picture == null ? null : picture.path(),
        picture == null ? null : picture.bytes(),
        picture == null ? null : picture.sha256(),
        receipt.seconds(),
        receipt.maker().engine(),
        receipt.maker().device(),
        provenance.version(),
        now,
        now,
        null,
        null);
  }

  /** This row of a photo that was touched and has the same bytes as before. */
  public DreamRow touched(Instant modified, Instant now) {
    return new DreamRow(
        key,
        network,
        networkSha256,
        photo,
        photoSha256,
        photoBytes,
        modified,
        pixelLimit,
        photoFormat,
        photoDecoder,
        width,
        height,
        mix,
        recipe,
        recipeSha256,
        seed,
        status,
        reason,
        message,
        notes,
        scoreStart,
        scoreEnd,
        path,
        bytes,
        sha256,
        seconds,
        engine,
        device,
        version,
        renderedAt,
        now,
        null,
        null);
  }
}
