package phosphene.gallery.index;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Picture;
import phosphene.gallery.Outcome.Scores;
import phosphene.gallery.Provenance;

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
 * @param mix what was amplified, by its name
 * @param recipe canonical JSON
 * @param status rendered, failed or skipped
 * @param reason of a failure: the label of an {@link Outcome.Reason}; {@code not_a_photo} of a file
 *     that was skipped
 * @param message of a failure
 * @param notes what a person may want to know of the photo's file, such as a name that belies its
 *     format; several with a semicolon between
 * @param path in the gallery
 * @param seconds of a core or GPU
 * @param checkedAt when the photo's bytes were last found to be those of this row
 * @param generation of the lease of the run that wrote this row: of several rows of one thing the
 *     one with the greatest counts, whatever the clocks say; null in rows of earlier versions
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
  /** A row a dream. A photo that was changed has a new key, and its dreams replace the old ones. */
  public static final IndexTable<DreamRow> TABLE =
      new IndexTable<>(
          "dreams",
          DreamRow.class,
          "the dream of a photo",
          List.of("photo", "mix"),
          IndexTable.byRun("checked_at"),
          IndexTable.PICTURE);

  /** The row of a receipt. */
  public static DreamRow of(
      DreamReceipt receipt, Provenance provenance, long pixelLimit, Instant now) {
    Outcome outcome = receipt.outcome();
    if (outcome instanceof Outcome.Rendered rendered) {
      return row(receipt, provenance, pixelLimit, now, rendered, OutcomeColumns.RENDERED);
    }
    if (outcome instanceof Outcome.Failed || outcome instanceof Outcome.Skipped) {
      return row(receipt, provenance, pixelLimit, now, null, OutcomeColumns.of(outcome));
    }
    throw new AssertionError(outcome); // a dream is never dead
  }

  private static DreamRow row(
      DreamReceipt receipt,
      Provenance provenance,
      long pixelLimit,
      Instant now,
      Outcome.@Nullable Rendered rendered,
      OutcomeColumns ending) {
    Picture picture = rendered == null ? null : rendered.picture();
    Scores scores = rendered == null ? null : rendered.scores();
    return RowMaker.of(DreamRow.class)
        .provenance(provenance)
        .picture(picture)
        .scores(scores)
        .ending(ending)
        .maker(receipt.maker(), receipt.seconds())
        .photo(receipt.photo(), receipt.sha256(), receipt.decoder(), receipt.notes())
        .set("key", receipt.key().hex())
        .set("pixelLimit", pixelLimit)
        .set("mix", receipt.mix())
        .set("renderedAt", now)
        .set("checkedAt", now)
        .make();
  }

  /** This row of a photo that was touched and has the same bytes as before. */
  public DreamRow touched(Instant modified, Instant now) {
    return RowMaker.like(this).set("photoModified", modified).set("checkedAt", now).make();
  }
}
